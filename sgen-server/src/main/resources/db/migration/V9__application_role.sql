-- The server works under a role that may read and write rows but not rewrite history.
GRANT USAGE ON SCHEMA public TO "${app}";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "${app}";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "${app}";
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_subject, version, reference FROM "${app}";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "${app}";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO "${app}";
