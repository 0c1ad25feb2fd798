-- Which versions of the rules have checked the current draft. Null: the next synchronization checks it.
ALTER TABLE "package" ADD COLUMN "checked_with" TEXT;

-- A file with a video's name keeps the id of its path, also while its probe finds no moving picture: such a file does not
-- count as a video, whatever its id. Until now, it lost the id when it was copied.
INSERT INTO "video" ("id", "package_id", "path")
SELECT gen_random_uuid(), "file"."package_id", "file"."path" FROM "draft_file" AS "file" JOIN "probe" USING ("content_hash")
WHERE "file"."until_revision" IS NULL AND NOT "file"."generated" AND "file"."video_id" IS NULL AND "probe"."problem_code" = 'NO_PICTURE'
  AND "file"."path" ~* '\.(mp4|m4v|mov|webm|mkv|avi|wmv|mpg|mpeg|ogv|ogg|3gp|flv|3g2|asf|f4v|m2ts|m2t|vob)$'
ON CONFLICT ("package_id", "path") DO NOTHING;
UPDATE "draft_file" AS "file" SET "video_id" = "video"."id" FROM "video", "probe"
WHERE "video"."package_id" = "file"."package_id" AND "video"."path" = "file"."path" AND "probe"."content_hash" = "file"."content_hash"
  AND "file"."until_revision" IS NULL AND NOT "file"."generated" AND "file"."video_id" IS NULL AND "probe"."problem_code" = 'NO_PICTURE'
  AND "file"."path" ~* '\.(mp4|m4v|mov|webm|mkv|avi|wmv|mpg|mpeg|ogv|ogg|3gp|flv|3g2|asf|f4v|m2ts|m2t|vob)$';
