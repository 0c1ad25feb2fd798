-- Null after a person disconnected Dropbox.
ALTER TABLE "dropbox_connection" ALTER COLUMN "refresh_token" DROP NOT NULL;
