-- When Dropbox last reported a change of the connected account.
ALTER TABLE "dropbox_connection" ADD COLUMN "notified_at" TIMESTAMPTZ(3);
