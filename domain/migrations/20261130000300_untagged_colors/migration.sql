-- The colors in which browsers show a picture that does not name its own. Null: it names them, or the probe is older than
-- this check and is renewed before a job uses it.
ALTER TABLE "probe" ADD COLUMN "assumed_colors" TEXT;
