-- Checksums of the rows, because SQLite has none. They are computed after this migration.
ALTER TABLE document ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sequence ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE content ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
