/** What Slack's own client says about a form before the app hears of it. */

const LONGEST = 3000; // characters that a text field takes where the app says nothing
const REQUIRED = "Please complete this required field.";
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/u;
const WEB = /^https?:\/\/\S+$/iu;

function numberTrouble(text, element) {
  const whole = element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/u : /^-?\d+$/u;
  if (!whole.test(text)) return element.is_decimal_allowed ? "Please enter a number." : "Please enter a whole number.";
  if (Number(text) < Number(element.min_value ?? -Infinity)) return `Please enter ${element.min_value} or more.`;
  if (Number(text) > Number(element.max_value ?? Infinity)) return `Please enter ${element.max_value} or less.`;
  return null;
}

function textTrouble(text, element) {
  const most = element.max_length ?? LONGEST;
  if (text.length > most) return `Please enter no more than ${most} characters.`;
  if (text.length < (element.min_length ?? 0)) return `Please enter at least ${element.min_length} characters.`;
  return null;
}

function trouble(values, block) {
  const { element } = block;
  if (!values.length) return block.optional ? null : REQUIRED;
  switch (element.type) {
    case "plain_text_input":
      return textTrouble(values[0], element);
    case "email_text_input":
      return EMAIL.test(values[0]) ? null : "Please enter an email address.";
    case "url_text_input":
      return WEB.test(values[0]) ? null : "Please enter a web address.";
    case "number_input":
      return numberTrouble(values[0], element);
    default:
      return null;
  }
}

/** {block_id: what is wrong with it}, in the order of the form; `valuesOf(block)` gives what each field holds. */
export function troubles(blocks, valuesOf) {
  const inputs = blocks.filter((block) => block.type === "input");
  const found = inputs.map((block) => [block.block_id, trouble(valuesOf(block), block)]);
  return Object.fromEntries(found.filter(([, wrong]) => wrong));
}
