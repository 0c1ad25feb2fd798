-- Why Dropbox refuses every call of a kind at present, although it accepts the access token. Null: it does not.
ALTER TABLE "dropbox_connection" ADD COLUMN "refusal" JSONB;
