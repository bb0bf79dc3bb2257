import type { Migration } from '../migrate';

/**
 * The heads of desks' audit logs, each kept for ever, and the heads that contradicted them. A trigger refuses every change and removal,
 * the service's own too.
 */
export const auditAnchors: Migration = {
  name: '0013-audit-anchors',
  statements: [
    `CREATE TABLE audit_anchors (
       log text COLLATE "C" NOT NULL,
       n bigint NOT NULL CHECK (n > 0),
       hash text NOT NULL,
       device text COLLATE "C" NOT NULL REFERENCES devices,
       serial bigint GENERATED ALWAYS AS IDENTITY,
       anchored_at text NOT NULL,
       PRIMARY KEY (log, n)
     )`,
    `CREATE INDEX audit_anchors_of_device ON audit_anchors (device, serial)`,
    `CREATE TABLE audit_contradictions (
       serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       device text COLLATE "C" NOT NULL REFERENCES devices,
       log text COLLATE "C" NOT NULL,
       n bigint NOT NULL,
       hash text NOT NULL,
       kept_n bigint NOT NULL,
       kept_hash text NOT NULL,
       said_at text NOT NULL
     )`,
    `CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit rows are never changed'; END $$`,
    ...['audit_anchors', 'audit_contradictions'].map(
      (table) => `CREATE TRIGGER ${table}_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
                  FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()`,
    ),
  ],
};
