-- The folder of an archived package is free for another package.
DROP INDEX "package_dropbox_id_key";
DROP INDEX "package_dropbox_path_lower_key";
CREATE UNIQUE INDEX "package_dropbox_id" ON "package" ("dropbox_id") WHERE "archived_at" IS NULL;
CREATE UNIQUE INDEX "package_dropbox_path_lower" ON "package" ("dropbox_path_lower") WHERE "archived_at" IS NULL;

ALTER TABLE "package" ADD COLUMN "draft_ended_at" TIMESTAMPTZ(3);

-- Archived packages are not synchronized automatically. Until now, they kept the setting.
UPDATE "package" SET "auto_sync_minutes" = NULL WHERE "archived_at" IS NOT NULL;

-- A release keeps the version of the player's tag in each of its pages.
ALTER TABLE "release_file" ADD COLUMN "tag_version" INTEGER;
UPDATE "release_file" AS file SET "tag_version" = source."tag_version"
FROM "draft_file" AS source
WHERE source."package_id" = file."package_id" AND source."version_id" = file."source_version_id" AND source."key" = file."source_key"
  AND source."tag_version" IS NOT NULL;

-- Jobs are summed by billed seconds everywhere. Until now, attempts had the length of their outputs, which is less: each
-- output is billed in whole seconds, and for at least 10.
ALTER TABLE "attempt" ADD COLUMN "estimate_seconds" DOUBLE PRECISION;
UPDATE "attempt" SET "estimate_seconds" = estimate."seconds",
  "output_seconds" = CASE WHEN "attempt"."cost_micros" IS NOT NULL THEN estimate."seconds" END
FROM "encoding" JOIN "estimate" ON estimate."content_hash" = encoding."content_hash" AND estimate."profile" = encoding."profile"
WHERE encoding."id" = "attempt"."encoding_id";
