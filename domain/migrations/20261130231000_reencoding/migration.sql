-- A transcode for which a person asked to encode in the current profile what is READY in an older one.
ALTER TABLE "transcode" ADD COLUMN "reencoding" BOOLEAN NOT NULL DEFAULT false;
