-- When the package itself last changed, and by whom. The audit log would answer it for one package, but not order 10,000.
ALTER TABLE "package"
  ADD COLUMN "last_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "last_changed_by" JSONB;
UPDATE "package" SET "last_changed_at" = coalesce(newest."at", "package"."created_at"), "last_changed_by" = coalesce(newest."actor", "package"."created_by")
FROM "package" AS same LEFT JOIN (
  SELECT DISTINCT ON ("package_id") "package_id", "at", "actor" FROM "audit_event"
  WHERE "action" IN ('package.archived', 'package.created', 'package.draftEnded', 'package.folderChosen', 'package.folderReplaced',
      'package.relocated', 'package.restored', 'package.updated')
    OR ("action" = 'package.synchronized' AND "before"->'revision' IS DISTINCT FROM "after"->'revision')
  ORDER BY "package_id", "sequence" DESC
) AS newest ON newest."package_id" = same."id"
WHERE same."id" = "package"."id";
CREATE INDEX "package_last_changed_at_id_idx" ON "package"("last_changed_at", "id");
CREATE INDEX "package_title_id_idx" ON "package"("title", "id");

-- A hash of the author's files of a draft and of a release: equal hashes mean equal files.
ALTER TABLE "draft" ADD COLUMN "files_hash" TEXT;
ALTER TABLE "release" ADD COLUMN "files_hash" TEXT;

-- The hash of a list of files: their paths and content hashes, in the order of the paths. A path has no line break.
CREATE FUNCTION files_hash(paths text[], content_hashes text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(coalesce(string_agg(file.path || E'\n' || file.content_hash, E'\n' ORDER BY file.path COLLATE "C"), ''), 'UTF8')), 'hex')
  FROM unnest(paths, content_hashes) AS file(path, content_hash)
$$;

UPDATE "draft" SET "files_hash" = files."hash"
FROM (
  SELECT "package"."id", "package"."revision", files_hash(array_agg(file."path"), array_agg(file."content_hash")) AS "hash"
  FROM "package" JOIN "draft_file" AS file ON file."package_id" = "package"."id" AND file."until_revision" IS NULL AND NOT file."generated"
  GROUP BY "package"."id"
) AS files
WHERE "draft"."package_id" = files."id" AND "draft"."revision" = files."revision";
UPDATE "release" SET "files_hash" = files."hash"
FROM (
  SELECT "package_id", "number", files_hash(array_agg("path"), array_agg("content_hash")) AS "hash"
  FROM "release_file" WHERE NOT "generated" GROUP BY "package_id", "number"
) AS files
WHERE "release"."package_id" = files."package_id" AND "release"."number" = files."number";

-- What the states of packages are found by: the few rows of each table that matter, whatever the history has.
CREATE INDEX "sync_run_failed" ON "sync_run" ("package_id", "started_at") WHERE "status" = 'FAILED';
CREATE INDEX "transcode_failed" ON "transcode" ("package_id", "started_at") WHERE "status" = 'FAILED';
CREATE INDEX "publication_unpublished" ON "publication" ("package_id", "revision") WHERE "status" IN ('BLOCKED', 'FAILED');
CREATE INDEX "draft_file_current_video" ON "draft_file" ("package_id") WHERE "until_revision" IS NULL AND "video_id" IS NOT NULL;
