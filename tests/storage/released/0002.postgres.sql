SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$;
CREATE TABLE public.account (
    id bigint NOT NULL,
    address text NOT NULL,
    platform text NOT NULL,
    person_id bigint,
    state text DEFAULT 'reachable'::text NOT NULL,
    state_at timestamp with time zone NOT NULL,
    held_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    home_at timestamp with time zone,
    CONSTRAINT ck_account_state CHECK ((state = ANY (ARRAY['reachable'::text, 'blocked'::text, 'gone'::text])))
);
CREATE SEQUENCE public.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.account_id_seq OWNED BY public.account.id;
CREATE TABLE public.agreement (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    document text NOT NULL,
    version text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.agreement_id_seq OWNED BY public.agreement.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.alert (
    concern_id bigint NOT NULL,
    organisation_id bigint,
    step integer NOT NULL,
    next_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    settled_by bigint
);
CREATE TABLE public.concern (
    id bigint NOT NULL,
    organisation_id bigint,
    person_id bigint,
    subject bigint,
    address text NOT NULL,
    source text NOT NULL,
    category text NOT NULL,
    severity text NOT NULL,
    words text NOT NULL,
    inbox_id bigint,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.concern_event (
    id bigint NOT NULL,
    concern_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    by bigint,
    note text NOT NULL
);
CREATE SEQUENCE public.concern_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.concern_event_id_seq OWNED BY public.concern_event.id;
CREATE SEQUENCE public.concern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.concern_id_seq OWNED BY public.concern.id;
CREATE TABLE public.decision (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    by bigint,
    approved boolean NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.decision_id_seq OWNED BY public.decision.id;
CREATE TABLE public.due (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    purpose text NOT NULL,
    occurrence text NOT NULL,
    at timestamp with time zone NOT NULL,
    wall text,
    zone text,
    not_after timestamp with time zone NOT NULL,
    token_run text,
    token_turn integer,
    status text DEFAULT 'waiting'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT ck_due_status CHECK ((status = ANY (ARRAY['waiting'::text, 'done'::text, 'skipped'::text])))
);
CREATE SEQUENCE public.due_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.due_id_seq OWNED BY public.due.id;
CREATE TABLE public.duty (
    person_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    place integer NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT ck_duty_place CHECK (((place >= 1) AND (place <= 3)))
);
CREATE TABLE public.guess (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.guess_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.guess_id_seq OWNED BY public.guess.id;
CREATE TABLE public.help_request (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    question text NOT NULL,
    at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone
);
CREATE SEQUENCE public.help_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.help_request_id_seq OWNED BY public.help_request.id;
CREATE TABLE public.inbox (
    id bigint NOT NULL,
    platform text NOT NULL,
    event text NOT NULL,
    address text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    command text NOT NULL,
    choice text NOT NULL,
    token_run text,
    token_turn integer,
    message text NOT NULL,
    press text NOT NULL,
    at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    outcome text DEFAULT ''::text NOT NULL,
    fields jsonb
);
CREATE SEQUENCE public.inbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.inbox_id_seq OWNED BY public.inbox.id;
CREATE TABLE public.invitation (
    id bigint NOT NULL,
    code text NOT NULL,
    role text NOT NULL,
    programme_id bigint NOT NULL,
    uses integer DEFAULT 1 NOT NULL,
    used integer DEFAULT 0 NOT NULL,
    expires_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    referrer_id bigint
);
CREATE SEQUENCE public.invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.invitation_id_seq OWNED BY public.invitation.id;
CREATE TABLE public.link_code (
    code text NOT NULL,
    person_id bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.organisation (
    id bigint NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.organisation_id_seq OWNED BY public.organisation.id;
CREATE TABLE public.outbox (
    id bigint NOT NULL,
    lane text NOT NULL,
    address text NOT NULL,
    account_id bigint,
    person_id bigint,
    rank integer NOT NULL,
    act text NOT NULL,
    parts jsonb NOT NULL,
    choices jsonb NOT NULL,
    picked jsonb NOT NULL,
    token_run text,
    token_turn integer,
    message text NOT NULL,
    press text NOT NULL,
    language text NOT NULL,
    status text NOT NULL,
    attempts integer NOT NULL,
    chunks integer NOT NULL,
    next_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    claimed_by text,
    not_after timestamp with time zone,
    forget boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    sent_message text NOT NULL,
    reason text NOT NULL,
    extras jsonb,
    CONSTRAINT ck_outbox_rank CHECK (((rank >= 0) AND (rank <= 3))),
    CONSTRAINT ck_outbox_status CHECK ((status = ANY (ARRAY['waiting'::text, 'claimed'::text, 'sent'::text, 'gone'::text, 'bad'::text, 'unknown'::text, 'expired'::text, 'stale'::text, 'held'::text])))
);
CREATE SEQUENCE public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.person (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    programme_id bigint,
    invitation_id bigint,
    status text NOT NULL,
    first_name text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    zone text DEFAULT 'Europe/London'::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    joined_at timestamp with time zone,
    left_at timestamp with time zone,
    external_id text,
    folded text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;
CREATE TABLE public.person_role (
    person_id bigint NOT NULL,
    role text NOT NULL
);
CREATE TABLE public.profile (
    person_id bigint NOT NULL,
    fields jsonb NOT NULL
);
CREATE TABLE public.programme (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    name text NOT NULL,
    minimum_age integer DEFAULT 16 NOT NULL,
    maximum_age integer DEFAULT 25 NOT NULL,
    months integer DEFAULT 12 NOT NULL,
    meeting_minutes integer DEFAULT 60 NOT NULL,
    rules_version text NOT NULL,
    zone text DEFAULT 'Europe/London'::text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.programme_id_seq OWNED BY public.programme.id;
CREATE TABLE public.run (
    id text NOT NULL,
    person_id bigint NOT NULL,
    flow text NOT NULL,
    turn integer NOT NULL,
    progress text NOT NULL,
    pending_key text,
    pending_turn integer,
    state jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);
CREATE TABLE public.slack_bots (
    id integer NOT NULL,
    client_id character varying(32) NOT NULL,
    app_id character varying(32) NOT NULL,
    enterprise_id character varying(32),
    enterprise_name character varying(200),
    team_id character varying(32),
    team_name character varying(200),
    bot_token character varying(200),
    bot_id character varying(32),
    bot_user_id character varying(32),
    bot_scopes character varying(1000),
    bot_refresh_token character varying(200),
    bot_token_expires_at timestamp without time zone,
    is_enterprise_install boolean NOT NULL,
    installed_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.slack_bots_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.slack_bots_id_seq OWNED BY public.slack_bots.id;
CREATE TABLE public.slack_installations (
    id integer NOT NULL,
    client_id character varying(32) NOT NULL,
    app_id character varying(32) NOT NULL,
    enterprise_id character varying(32),
    enterprise_name character varying(200),
    enterprise_url character varying(200),
    team_id character varying(32),
    team_name character varying(200),
    bot_token character varying(200),
    bot_id character varying(32),
    bot_user_id character varying(32),
    bot_scopes character varying(1000),
    bot_refresh_token character varying(200),
    bot_token_expires_at timestamp without time zone,
    user_id character varying(32) NOT NULL,
    user_token character varying(200),
    user_scopes character varying(1000),
    user_refresh_token character varying(200),
    user_token_expires_at timestamp without time zone,
    incoming_webhook_url character varying(200),
    incoming_webhook_channel character varying(200),
    incoming_webhook_channel_id character varying(200),
    incoming_webhook_configuration_url character varying(200),
    is_enterprise_install boolean NOT NULL,
    token_type character varying(32),
    installed_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.slack_installations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.slack_installations_id_seq OWNED BY public.slack_installations.id;
CREATE TABLE public.slack_oauth_states (
    id integer NOT NULL,
    state character varying(200) NOT NULL,
    expire_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.slack_oauth_states_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.slack_oauth_states_id_seq OWNED BY public.slack_oauth_states.id;
CREATE TABLE public.workspace (
    team text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_workspace_state CHECK ((state = ANY (ARRAY['active'::text, 'gone'::text])))
);
ALTER TABLE ONLY public.account ALTER COLUMN id SET DEFAULT nextval('public.account_id_seq'::regclass);
ALTER TABLE ONLY public.agreement ALTER COLUMN id SET DEFAULT nextval('public.agreement_id_seq'::regclass);
ALTER TABLE ONLY public.concern ALTER COLUMN id SET DEFAULT nextval('public.concern_id_seq'::regclass);
ALTER TABLE ONLY public.concern_event ALTER COLUMN id SET DEFAULT nextval('public.concern_event_id_seq'::regclass);
ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);
ALTER TABLE ONLY public.due ALTER COLUMN id SET DEFAULT nextval('public.due_id_seq'::regclass);
ALTER TABLE ONLY public.guess ALTER COLUMN id SET DEFAULT nextval('public.guess_id_seq'::regclass);
ALTER TABLE ONLY public.help_request ALTER COLUMN id SET DEFAULT nextval('public.help_request_id_seq'::regclass);
ALTER TABLE ONLY public.inbox ALTER COLUMN id SET DEFAULT nextval('public.inbox_id_seq'::regclass);
ALTER TABLE ONLY public.invitation ALTER COLUMN id SET DEFAULT nextval('public.invitation_id_seq'::regclass);
ALTER TABLE ONLY public.organisation ALTER COLUMN id SET DEFAULT nextval('public.organisation_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);
ALTER TABLE ONLY public.programme ALTER COLUMN id SET DEFAULT nextval('public.programme_id_seq'::regclass);
ALTER TABLE ONLY public.slack_bots ALTER COLUMN id SET DEFAULT nextval('public.slack_bots_id_seq'::regclass);
ALTER TABLE ONLY public.slack_installations ALTER COLUMN id SET DEFAULT nextval('public.slack_installations_id_seq'::regclass);
ALTER TABLE ONLY public.slack_oauth_states ALTER COLUMN id SET DEFAULT nextval('public.slack_oauth_states_id_seq'::regclass);
INSERT INTO public.account VALUES (1, 'Zoë', 'Zoë', 1, 'reachable', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00');
INSERT INTO public.agreement VALUES (1, 1, 'Zoë', 'Zoë', '2026-11-23 10:00:00+00');
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.alert VALUES (1, 1, 1, '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', 1);
INSERT INTO public.concern VALUES (1, 1, 1, 1, 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 1, '2026-11-23 10:00:00+00');
INSERT INTO public.concern_event VALUES (1, 1, '2026-11-23 10:00:00+00', 'Zoë', 1, 'Zoë');
INSERT INTO public.decision VALUES (1, 1, 1, false, 'Zoë', '2026-11-23 10:00:00+00');
INSERT INTO public.due VALUES (1, 1, 'Zoë', 'Zoë', '2026-11-23 10:00:00+00', 'Zoë', 'Zoë', '2026-11-23 10:00:00+00', 'Zoë', 1, 'waiting', 'Zoë', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00');
INSERT INTO public.duty VALUES (1, 1, 1, '2026-11-23 10:00:00+00');
INSERT INTO public.guess VALUES (1, 1, '2026-11-23 10:00:00+00');
INSERT INTO public.help_request VALUES (1, 1, 'Zoë', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00');
INSERT INTO public.inbox VALUES (1, 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 1, 'Zoë', 'Zoë', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', 'Zoë', '{"told": ["Zoë", 1]}');
INSERT INTO public.invitation VALUES (1, 'Zoë', 'Zoë', 1, 1, 1, '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', 1);
INSERT INTO public.link_code VALUES ('Zoë', 1, '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00');
INSERT INTO public.organisation VALUES (1, 'Zoë', 'Zoë', '2026-11-23 10:00:00+00');
INSERT INTO public.outbox VALUES (1, 'Zoë', 'Zoë', 1, 1, 1, 'Zoë', '{"told": ["Zoë", 1]}', '{"told": ["Zoë", 1]}', '{"told": ["Zoë", 1]}', 'Zoë', 1, 'Zoë', 'Zoë', 'Zoë', 'waiting', 1, 1, '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', 'Zoë', '2026-11-23 10:00:00+00', false, '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', 'Zoë', 'Zoë', '{"told": ["Zoë", 1]}');
INSERT INTO public.person VALUES (1, 1, 1, 1, 'Zoë', 'Zoë', 'Zoë', 'Zoë', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00', 'Zoë', 'zoe');
INSERT INTO public.person_role VALUES (1, 'Zoë');
INSERT INTO public.profile VALUES (1, '{"told": ["Zoë", 1]}');
INSERT INTO public.programme VALUES (1, 1, 'Zoë', 1, 1, 1, 1, 'Zoë', 'Zoë', '2026-11-23 10:00:00+00');
INSERT INTO public.run VALUES ('Zoë', 1, 'Zoë', 1, 'open', 'Zoë', 1, '{"told": ["Zoë", 1]}', '2026-11-23 10:00:00+00', '2026-11-23 10:00:00+00');
INSERT INTO public.slack_bots VALUES (1, 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', '2026-11-23 10:00:00', false, '2026-11-23 10:00:00');
INSERT INTO public.slack_installations VALUES (1, 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoë', '2026-11-23 10:00:00', 'Zoë', 'Zoë', 'Zoë', 'Zoë', '2026-11-23 10:00:00', 'Zoë', 'Zoë', 'Zoë', 'Zoë', false, 'Zoë', '2026-11-23 10:00:00');
INSERT INTO public.slack_oauth_states VALUES (1, 'Zoë', '2026-11-23 10:00:00');
INSERT INTO public.workspace VALUES ('Zoë', 'Zoë', 'active', '2026-11-23 10:00:00+00');
SELECT pg_catalog.setval('public.account_id_seq', 1, true);
SELECT pg_catalog.setval('public.agreement_id_seq', 1, true);
SELECT pg_catalog.setval('public.concern_event_id_seq', 1, true);
SELECT pg_catalog.setval('public.concern_id_seq', 1, true);
SELECT pg_catalog.setval('public.decision_id_seq', 1, true);
SELECT pg_catalog.setval('public.due_id_seq', 1, true);
SELECT pg_catalog.setval('public.guess_id_seq', 1, true);
SELECT pg_catalog.setval('public.help_request_id_seq', 1, true);
SELECT pg_catalog.setval('public.inbox_id_seq', 1, true);
SELECT pg_catalog.setval('public.invitation_id_seq', 1, true);
SELECT pg_catalog.setval('public.organisation_id_seq', 1, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 1, true);
SELECT pg_catalog.setval('public.person_id_seq', 1, true);
SELECT pg_catalog.setval('public.programme_id_seq', 1, true);
SELECT pg_catalog.setval('public.slack_bots_id_seq', 1, true);
SELECT pg_catalog.setval('public.slack_installations_id_seq', 1, true);
SELECT pg_catalog.setval('public.slack_oauth_states_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT pk_account PRIMARY KEY (id);
ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT pk_agreement PRIMARY KEY (id);
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT pk_alert PRIMARY KEY (concern_id);
ALTER TABLE ONLY public.concern
    ADD CONSTRAINT pk_concern PRIMARY KEY (id);
ALTER TABLE ONLY public.concern_event
    ADD CONSTRAINT pk_concern_event PRIMARY KEY (id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (id);
ALTER TABLE ONLY public.due
    ADD CONSTRAINT pk_due PRIMARY KEY (id);
ALTER TABLE ONLY public.duty
    ADD CONSTRAINT pk_duty PRIMARY KEY (person_id);
ALTER TABLE ONLY public.guess
    ADD CONSTRAINT pk_guess PRIMARY KEY (id);
ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT pk_help_request PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT pk_invitation PRIMARY KEY (id);
ALTER TABLE ONLY public.link_code
    ADD CONSTRAINT pk_link_code PRIMARY KEY (code);
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT pk_organisation PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);
ALTER TABLE ONLY public.person_role
    ADD CONSTRAINT pk_person_role PRIMARY KEY (person_id, role);
ALTER TABLE ONLY public.profile
    ADD CONSTRAINT pk_profile PRIMARY KEY (person_id);
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT pk_programme PRIMARY KEY (id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT pk_run PRIMARY KEY (id);
ALTER TABLE ONLY public.slack_bots
    ADD CONSTRAINT pk_slack_bots PRIMARY KEY (id);
ALTER TABLE ONLY public.slack_installations
    ADD CONSTRAINT pk_slack_installations PRIMARY KEY (id);
ALTER TABLE ONLY public.slack_oauth_states
    ADD CONSTRAINT pk_slack_oauth_states PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT pk_workspace PRIMARY KEY (team);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT uq_account_address UNIQUE (address);
ALTER TABLE ONLY public.due
    ADD CONSTRAINT uq_due_person_id_purpose_occurrence UNIQUE (person_id, purpose, occurrence);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT uq_inbox_platform_event UNIQUE (platform, event);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT uq_invitation_code UNIQUE (code);
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT uq_organisation_folded UNIQUE (folded);
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT uq_organisation_name UNIQUE (name);
CREATE INDEX ix_account_home ON public.account USING btree (home_at) WHERE ((home_at IS NOT NULL) AND (person_id IS NOT NULL) AND (state = 'reachable'::text));
CREATE INDEX ix_account_person_id ON public.account USING btree (person_id);
CREATE INDEX ix_agreement_person_id ON public.agreement USING btree (person_id);
CREATE INDEX ix_alert_due ON public.alert USING btree (next_at) WHERE (settled_at IS NULL);
CREATE INDEX ix_concern_event_concern_id ON public.concern_event USING btree (concern_id);
CREATE INDEX ix_concern_organisation_id ON public.concern USING btree (organisation_id);
CREATE INDEX ix_concern_person_id ON public.concern USING btree (person_id);
CREATE INDEX ix_decision_person_id ON public.decision USING btree (person_id);
CREATE INDEX ix_due_waiting ON public.due USING btree (at) WHERE (status = 'waiting'::text);
CREATE INDEX ix_duty_organisation_id ON public.duty USING btree (organisation_id);
CREATE INDEX ix_guess_account_id ON public.guess USING btree (account_id);
CREATE INDEX ix_help_request_open ON public.help_request USING btree (person_id) WHERE (settled_at IS NULL);
CREATE INDEX ix_help_request_person_id ON public.help_request USING btree (person_id);
CREATE INDEX ix_inbox_done ON public.inbox USING btree (done_at) WHERE (done_at IS NOT NULL);
CREATE INDEX ix_inbox_waiting ON public.inbox USING btree (id) WHERE (done_at IS NULL);
CREATE INDEX ix_invitation_programme_id ON public.invitation USING btree (programme_id);
CREATE INDEX ix_invitation_referrer_id ON public.invitation USING btree (referrer_id);
CREATE INDEX ix_link_code_expires_at ON public.link_code USING btree (expires_at);
CREATE INDEX ix_link_code_person_id ON public.link_code USING btree (person_id);
CREATE INDEX ix_outbox_claimed ON public.outbox USING btree (lane, lease_until) WHERE (status = 'claimed'::text);
CREATE INDEX ix_outbox_expiring ON public.outbox USING btree (not_after) WHERE ((status = 'waiting'::text) AND (not_after IS NOT NULL));
CREATE INDEX ix_outbox_forgotten ON public.outbox USING btree (id) WHERE forget;
CREATE INDEX ix_outbox_settled ON public.outbox USING btree (settled_at) WHERE (settled_at IS NOT NULL);
CREATE INDEX ix_outbox_tried ON public.outbox USING btree (attempts) WHERE ((status = 'waiting'::text) AND (attempts > 0) AND (token_run IS NOT NULL));
CREATE INDEX ix_outbox_unsettled ON public.outbox USING btree (address, id, rank) WHERE (settled_at IS NULL);
CREATE INDEX ix_outbox_waiting ON public.outbox USING btree (lane, rank, next_at, id) WHERE (status = 'waiting'::text);
CREATE INDEX ix_person_invitation_id ON public.person USING btree (invitation_id);
CREATE INDEX ix_person_organisation_id_status ON public.person USING btree (organisation_id, status);
CREATE INDEX ix_person_programme_id ON public.person USING btree (programme_id);
CREATE INDEX ix_person_role_team ON public.person_role USING btree (person_id) WHERE (role = ANY (ARRAY['coordinator'::text, 'safeguarding_lead'::text]));
CREATE INDEX ix_programme_organisation_id ON public.programme USING btree (organisation_id);
CREATE INDEX ix_run_person_id_progress ON public.run USING btree (person_id, progress);
CREATE INDEX slack_bots_idx ON public.slack_bots USING btree (client_id, enterprise_id, team_id, installed_at);
CREATE INDEX slack_installations_idx ON public.slack_installations USING btree (client_id, enterprise_id, team_id, user_id, installed_at);
CREATE UNIQUE INDEX uq_person_external_id ON public.person USING btree (organisation_id, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX uq_run_open ON public.run USING btree (person_id) WHERE (progress = 'open'::text);
CREATE TRIGGER concern_event_never_change BEFORE UPDATE OF kind, note, at ON public.concern_event FOR EACH ROW EXECUTE FUNCTION public.refuse();
CREATE TRIGGER concern_event_never_delete BEFORE DELETE ON public.concern_event FOR EACH ROW EXECUTE FUNCTION public.refuse();
CREATE TRIGGER concern_event_never_truncate BEFORE TRUNCATE ON public.concern_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse();
CREATE TRIGGER concern_never_change BEFORE UPDATE OF words, category, at ON public.concern FOR EACH ROW EXECUTE FUNCTION public.refuse();
CREATE TRIGGER concern_never_delete BEFORE DELETE ON public.concern FOR EACH ROW EXECUTE FUNCTION public.refuse();
CREATE TRIGGER concern_never_truncate BEFORE TRUNCATE ON public.concern FOR EACH STATEMENT EXECUTE FUNCTION public.refuse();
ALTER TABLE ONLY public.account
    ADD CONSTRAINT fk_account_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT fk_agreement_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT fk_alert_concern_id_concern FOREIGN KEY (concern_id) REFERENCES public.concern(id);
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT fk_alert_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.concern_event
    ADD CONSTRAINT fk_concern_event_concern_id_concern FOREIGN KEY (concern_id) REFERENCES public.concern(id);
ALTER TABLE ONLY public.concern
    ADD CONSTRAINT fk_concern_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.concern
    ADD CONSTRAINT fk_concern_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.due
    ADD CONSTRAINT fk_due_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.duty
    ADD CONSTRAINT fk_duty_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.duty
    ADD CONSTRAINT fk_duty_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.guess
    ADD CONSTRAINT fk_guess_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT fk_help_request_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT fk_invitation_programme_id_programme FOREIGN KEY (programme_id) REFERENCES public.programme(id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT fk_invitation_referrer_id_person FOREIGN KEY (referrer_id) REFERENCES public.person(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.link_code
    ADD CONSTRAINT fk_link_code_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_invitation_id_invitation FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_programme_id_programme FOREIGN KEY (programme_id) REFERENCES public.programme(id);
ALTER TABLE ONLY public.person_role
    ADD CONSTRAINT fk_person_role_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.profile
    ADD CONSTRAINT fk_profile_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT fk_programme_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT fk_run_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
