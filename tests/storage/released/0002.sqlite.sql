BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	address TEXT NOT NULL, 
	platform TEXT NOT NULL, 
	person_id INTEGER, 
	state TEXT DEFAULT 'reachable' NOT NULL, 
	state_at BIGINT NOT NULL, 
	held_until BIGINT, 
	created_at BIGINT NOT NULL, home_at BIGINT, 
	CONSTRAINT ck_account_state CHECK (state IN ('reachable', 'blocked', 'gone')), 
	CONSTRAINT uq_account_address UNIQUE (address), 
	CONSTRAINT fk_account_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE SET NULL
);
INSERT INTO "account" VALUES(1,'Zoë','Zoë',1,'reachable',1795428000000000,1795428000000000,1795428000000000,1795428000000000);
CREATE TABLE agreement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	version TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT fk_agreement_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "agreement" VALUES(1,1,'Zoë','Zoë',1795428000000000);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE alert (
	concern_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	step INTEGER NOT NULL, 
	next_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	settled_by BIGINT, 
	CONSTRAINT pk_alert PRIMARY KEY (concern_id), 
	CONSTRAINT fk_alert_concern_id_concern FOREIGN KEY(concern_id) REFERENCES concern (id), 
	CONSTRAINT fk_alert_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);
INSERT INTO "alert" VALUES(1,1,1,1795428000000000,1795428000000000,1);
CREATE TABLE concern (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organisation_id INTEGER, 
	person_id INTEGER, 
	subject BIGINT, 
	address TEXT NOT NULL, 
	source TEXT NOT NULL, 
	category TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	words TEXT NOT NULL, 
	inbox_id BIGINT, 
	at BIGINT NOT NULL, 
	CONSTRAINT fk_concern_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_concern_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE SET NULL
);
INSERT INTO "concern" VALUES(1,1,1,1,'Zoë','Zoë','Zoë','Zoë','Zoë',1,1795428000000000);
CREATE TABLE concern_event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	concern_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	"by" BIGINT, 
	note TEXT NOT NULL, 
	CONSTRAINT fk_concern_event_concern_id_concern FOREIGN KEY(concern_id) REFERENCES concern (id)
);
INSERT INTO "concern_event" VALUES(1,1,1795428000000000,'Zoë',1,'Zoë');
CREATE TABLE decision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	"by" BIGINT, 
	approved BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT fk_decision_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "decision" VALUES(1,1,1,0,'Zoë',1795428000000000);
CREATE TABLE due (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	purpose TEXT NOT NULL, 
	occurrence TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	wall TEXT, 
	zone TEXT, 
	not_after BIGINT NOT NULL, 
	token_run TEXT, 
	token_turn INTEGER, 
	status TEXT DEFAULT 'waiting' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	created_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	CONSTRAINT uq_due_person_id_purpose_occurrence UNIQUE (person_id, purpose, occurrence), 
	CONSTRAINT ck_due_status CHECK (status IN ('waiting', 'done', 'skipped')), 
	CONSTRAINT fk_due_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "due" VALUES(1,1,'Zoë','Zoë',1795428000000000,'Zoë','Zoë',1795428000000000,'Zoë',1,'waiting','Zoë',1795428000000000,1795428000000000);
CREATE TABLE duty (
	person_id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	since BIGINT NOT NULL, 
	CONSTRAINT pk_duty PRIMARY KEY (person_id), 
	CONSTRAINT ck_duty_place CHECK (place BETWEEN 1 AND 3), 
	CONSTRAINT fk_duty_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT fk_duty_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);
INSERT INTO "duty" VALUES(1,1,1,1795428000000000);
CREATE TABLE guess (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT fk_guess_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
INSERT INTO "guess" VALUES(1,1,1795428000000000);
CREATE TABLE help_request (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	settled_at BIGINT, 
	CONSTRAINT fk_help_request_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "help_request" VALUES(1,1,'Zoë',1795428000000000,1795428000000000);
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	platform TEXT NOT NULL, 
	event TEXT NOT NULL, 
	address TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	command TEXT NOT NULL, 
	choice TEXT NOT NULL, 
	token_run TEXT, 
	token_turn INTEGER, 
	message TEXT NOT NULL, 
	press TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	received_at BIGINT NOT NULL, 
	done_at BIGINT, 
	outcome TEXT DEFAULT '' NOT NULL, fields JSON, 
	CONSTRAINT uq_inbox_platform_event UNIQUE (platform, event)
);
INSERT INTO "inbox" VALUES(1,'Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë',1,'Zoë','Zoë',1795428000000000,1795428000000000,1795428000000000,'Zoë','{"told":["Zoë",1]}');
CREATE TABLE invitation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code TEXT NOT NULL, 
	role TEXT NOT NULL, 
	programme_id INTEGER NOT NULL, 
	uses INTEGER DEFAULT '1' NOT NULL, 
	used INTEGER DEFAULT '0' NOT NULL, 
	expires_at BIGINT, 
	created_at BIGINT NOT NULL, referrer_id INTEGER CONSTRAINT fk_invitation_referrer_id_person REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT uq_invitation_code UNIQUE (code), 
	CONSTRAINT fk_invitation_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id)
);
INSERT INTO "invitation" VALUES(1,'Zoë','Zoë',1,1,1,1795428000000000,1795428000000000,1);
CREATE TABLE link_code (
	code TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used_at BIGINT, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_link_code PRIMARY KEY (code), 
	CONSTRAINT fk_link_code_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "link_code" VALUES('Zoë',1,1795428000000000,1795428000000000,1795428000000000);
CREATE TABLE organisation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT uq_organisation_name UNIQUE (name), 
	CONSTRAINT uq_organisation_folded UNIQUE (folded)
);
INSERT INTO "organisation" VALUES(1,'Zoë','Zoë',1795428000000000);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lane TEXT NOT NULL, 
	address TEXT NOT NULL, 
	account_id INTEGER, 
	person_id INTEGER, 
	rank INTEGER NOT NULL, 
	act TEXT NOT NULL, 
	parts JSON NOT NULL, 
	choices JSON NOT NULL, 
	picked JSON NOT NULL, 
	token_run TEXT, 
	token_turn INTEGER, 
	message TEXT NOT NULL, 
	press TEXT NOT NULL, 
	language TEXT NOT NULL, 
	status TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	chunks INTEGER NOT NULL, 
	next_at BIGINT NOT NULL, 
	lease_until BIGINT, 
	claimed_by TEXT, 
	not_after BIGINT, 
	forget BOOLEAN DEFAULT 0 NOT NULL, 
	created_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	sent_message TEXT NOT NULL, 
	reason TEXT NOT NULL, extras JSON, 
	CONSTRAINT ck_outbox_rank CHECK (rank BETWEEN 0 AND 3), 
	CONSTRAINT ck_outbox_status CHECK (status IN ('waiting', 'claimed', 'sent', 'gone', 'bad', 'unknown', 'expired', 'stale', 'held')), 
	CONSTRAINT fk_outbox_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE SET NULL, 
	CONSTRAINT fk_outbox_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE SET NULL
);
INSERT INTO "outbox" VALUES(1,'Zoë','Zoë',1,1,1,'Zoë','{"told":["Zoë",1]}','{"told":["Zoë",1]}','{"told":["Zoë",1]}','Zoë',1,'Zoë','Zoë','Zoë','waiting',1,1,1795428000000000,1795428000000000,'Zoë',1795428000000000,0,1795428000000000,1795428000000000,'Zoë','Zoë','{"told":["Zoë",1]}');
CREATE TABLE person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organisation_id INTEGER NOT NULL, 
	programme_id INTEGER, 
	invitation_id INTEGER, 
	status TEXT NOT NULL, 
	first_name TEXT DEFAULT '' NOT NULL, 
	language TEXT DEFAULT 'en' NOT NULL, 
	zone TEXT DEFAULT 'Europe/London' NOT NULL, 
	created_at BIGINT NOT NULL, 
	joined_at BIGINT, 
	left_at BIGINT, external_id TEXT, folded TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_person_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_person_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT fk_person_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id)
);
INSERT INTO "person" VALUES(1,1,1,1,'Zoë','Zoë','Zoë','Zoë',1795428000000000,1795428000000000,1795428000000000,'Zoë','zoe');
CREATE TABLE person_role (
	person_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_person_role PRIMARY KEY (person_id, role), 
	CONSTRAINT fk_person_role_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "person_role" VALUES(1,'Zoë');
CREATE TABLE profile (
	person_id INTEGER NOT NULL, 
	fields JSON NOT NULL, 
	CONSTRAINT pk_profile PRIMARY KEY (person_id), 
	CONSTRAINT fk_profile_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "profile" VALUES(1,'{"told":["Zoë",1]}');
CREATE TABLE programme (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organisation_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	minimum_age INTEGER DEFAULT '16' NOT NULL, 
	maximum_age INTEGER DEFAULT '25' NOT NULL, 
	months INTEGER DEFAULT '12' NOT NULL, 
	meeting_minutes INTEGER DEFAULT '60' NOT NULL, 
	rules_version TEXT NOT NULL, 
	zone TEXT DEFAULT 'Europe/London' NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT fk_programme_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);
INSERT INTO "programme" VALUES(1,1,'Zoë',1,1,1,1,'Zoë','Zoë',1795428000000000);
CREATE TABLE run (
	id TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	flow TEXT NOT NULL, 
	turn INTEGER NOT NULL, 
	progress TEXT NOT NULL, 
	pending_key TEXT, 
	pending_turn INTEGER, 
	state JSON NOT NULL, 
	started_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT fk_run_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "run" VALUES('Zoë',1,'Zoë',1,'open','Zoë',1,'{"told":["Zoë",1]}',1795428000000000,1795428000000000);
CREATE TABLE slack_bots (
	id INTEGER NOT NULL, 
	client_id VARCHAR(32) NOT NULL, 
	app_id VARCHAR(32) NOT NULL, 
	enterprise_id VARCHAR(32), 
	enterprise_name VARCHAR(200), 
	team_id VARCHAR(32), 
	team_name VARCHAR(200), 
	bot_token VARCHAR(200), 
	bot_id VARCHAR(32), 
	bot_user_id VARCHAR(32), 
	bot_scopes VARCHAR(1000), 
	bot_refresh_token VARCHAR(200), 
	bot_token_expires_at DATETIME, 
	is_enterprise_install BOOLEAN NOT NULL, 
	installed_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_bots PRIMARY KEY (id)
);
INSERT INTO "slack_bots" VALUES(1,'Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','2026-11-23 10:00:00.000000',0,'2026-11-23 10:00:00.000000');
CREATE TABLE slack_installations (
	id INTEGER NOT NULL, 
	client_id VARCHAR(32) NOT NULL, 
	app_id VARCHAR(32) NOT NULL, 
	enterprise_id VARCHAR(32), 
	enterprise_name VARCHAR(200), 
	enterprise_url VARCHAR(200), 
	team_id VARCHAR(32), 
	team_name VARCHAR(200), 
	bot_token VARCHAR(200), 
	bot_id VARCHAR(32), 
	bot_user_id VARCHAR(32), 
	bot_scopes VARCHAR(1000), 
	bot_refresh_token VARCHAR(200), 
	bot_token_expires_at DATETIME, 
	user_id VARCHAR(32) NOT NULL, 
	user_token VARCHAR(200), 
	user_scopes VARCHAR(1000), 
	user_refresh_token VARCHAR(200), 
	user_token_expires_at DATETIME, 
	incoming_webhook_url VARCHAR(200), 
	incoming_webhook_channel VARCHAR(200), 
	incoming_webhook_channel_id VARCHAR(200), 
	incoming_webhook_configuration_url VARCHAR(200), 
	is_enterprise_install BOOLEAN NOT NULL, 
	token_type VARCHAR(32), 
	installed_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_installations PRIMARY KEY (id)
);
INSERT INTO "slack_installations" VALUES(1,'Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','Zoë','2026-11-23 10:00:00.000000','Zoë','Zoë','Zoë','Zoë','2026-11-23 10:00:00.000000','Zoë','Zoë','Zoë','Zoë',0,'Zoë','2026-11-23 10:00:00.000000');
CREATE TABLE slack_oauth_states (
	id INTEGER NOT NULL, 
	state VARCHAR(200) NOT NULL, 
	expire_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_oauth_states PRIMARY KEY (id)
);
INSERT INTO "slack_oauth_states" VALUES(1,'Zoë','2026-11-23 10:00:00.000000');
CREATE TABLE workspace (
	team TEXT NOT NULL, 
	name TEXT NOT NULL, 
	state TEXT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	CONSTRAINT pk_workspace PRIMARY KEY (team), 
	CONSTRAINT ck_workspace_state CHECK (state IN ('active', 'gone'))
);
INSERT INTO "workspace" VALUES('Zoë','Zoë','active',1795428000000000);
CREATE INDEX ix_programme_organisation_id ON programme (organisation_id);
CREATE INDEX ix_invitation_programme_id ON invitation (programme_id);
CREATE INDEX ix_person_programme_id ON person (programme_id);
CREATE INDEX ix_person_invitation_id ON person (invitation_id);
CREATE INDEX ix_agreement_person_id ON agreement (person_id);
CREATE INDEX ix_account_person_id ON account (person_id);
CREATE INDEX ix_guess_account_id ON guess (account_id);
CREATE INDEX ix_run_person_id_progress ON run (person_id, progress);
CREATE UNIQUE INDEX uq_run_open ON run (person_id) WHERE progress = 'open';
CREATE INDEX ix_due_waiting ON due (at) WHERE status = 'waiting';
CREATE INDEX ix_inbox_waiting ON inbox (id) WHERE done_at IS NULL;
CREATE INDEX ix_inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX ix_outbox_waiting ON outbox (lane, rank, next_at, id) WHERE status = 'waiting';
CREATE INDEX ix_outbox_unsettled ON outbox (address, id, rank) WHERE settled_at IS NULL;
CREATE INDEX ix_outbox_claimed ON outbox (lane, lease_until) WHERE status = 'claimed';
CREATE INDEX ix_outbox_tried ON outbox (attempts) WHERE status = 'waiting' AND attempts > 0 AND token_run IS NOT NULL;
CREATE INDEX ix_outbox_expiring ON outbox (not_after) WHERE status = 'waiting' AND not_after IS NOT NULL;
CREATE INDEX ix_outbox_forgotten ON outbox (id) WHERE forget;
CREATE INDEX ix_outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX ix_concern_organisation_id ON concern (organisation_id);
CREATE INDEX ix_concern_person_id ON concern (person_id);
CREATE TRIGGER concern_never_change BEFORE UPDATE OF "words", "category", "at" ON concern BEGIN SELECT RAISE(ABORT, 'concern is only ever added to'); END;
CREATE TRIGGER concern_never_delete BEFORE DELETE ON concern BEGIN SELECT RAISE(ABORT, 'concern is only ever added to'); END;
CREATE INDEX ix_concern_event_concern_id ON concern_event (concern_id);
CREATE TRIGGER concern_event_never_change BEFORE UPDATE OF "kind", "note", "at" ON concern_event BEGIN SELECT RAISE(ABORT, 'concern_event is only ever added to'); END;
CREATE TRIGGER concern_event_never_delete BEFORE DELETE ON concern_event BEGIN SELECT RAISE(ABORT, 'concern_event is only ever added to'); END;
CREATE INDEX ix_help_request_person_id ON help_request (person_id);
CREATE INDEX ix_invitation_referrer_id ON invitation (referrer_id);
CREATE INDEX ix_person_organisation_id_status ON person (organisation_id, status);
CREATE UNIQUE INDEX uq_person_external_id ON person (organisation_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_person_role_team ON person_role (person_id) WHERE role IN ('coordinator', 'safeguarding_lead');
CREATE INDEX ix_account_home ON account (home_at) WHERE home_at IS NOT NULL AND person_id IS NOT NULL AND state = 'reachable';
CREATE INDEX ix_alert_due ON alert (next_at) WHERE settled_at IS NULL;
CREATE INDEX ix_duty_organisation_id ON duty (organisation_id);
CREATE INDEX ix_help_request_open ON help_request (person_id) WHERE settled_at IS NULL;
CREATE INDEX ix_decision_person_id ON decision (person_id);
CREATE INDEX ix_link_code_person_id ON link_code (person_id);
CREATE INDEX ix_link_code_expires_at ON link_code (expires_at);
CREATE INDEX slack_bots_idx ON slack_bots (client_id, enterprise_id, team_id, installed_at);
CREATE INDEX slack_installations_idx ON slack_installations (client_id, enterprise_id, team_id, user_id, installed_at);
COMMIT;
