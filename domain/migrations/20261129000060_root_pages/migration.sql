-- The page that a publication was requested with, and that its release opens with.
ALTER TABLE "publication" ADD COLUMN "root_page" TEXT;
ALTER TABLE "release" ADD COLUMN "root_page" TEXT;

-- Existing releases: the chosen page, else an index page, else the first page near the top.
UPDATE "release" SET "root_page" = coalesce((
  SELECT "file"."path" FROM "release_file" AS "file" JOIN "package" ON "package"."id" = "file"."package_id"
  WHERE "file"."package_id" = "release"."package_id" AND "file"."number" = "release"."number" AND NOT "file"."generated"
    AND "file"."path" ~* '\.(html?|xhtml)$'
  ORDER BY "file"."path" IS DISTINCT FROM "package"."root_page", "file"."path" !~* '^(index|default)\.[^/]*$',
    length("file"."path") - length(replace("file"."path", '/', '')), "file"."path" COLLATE "C"
  LIMIT 1), 'index.html');
ALTER TABLE "release" ALTER COLUMN "root_page" SET NOT NULL;

-- Publications that are under way open with the same kind of page.
UPDATE "publication" SET "root_page" = coalesce((
  SELECT "file"."path" FROM "draft_file" AS "file" JOIN "package" ON "package"."id" = "file"."package_id"
  WHERE "file"."package_id" = "publication"."package_id" AND "file"."from_revision" <= "publication"."revision"
    AND ("file"."until_revision" IS NULL OR "file"."until_revision" > "publication"."revision") AND NOT "file"."generated"
    AND "file"."path" ~* '\.(html?|xhtml)$'
  ORDER BY "file"."path" IS DISTINCT FROM "package"."root_page", "file"."path" !~* '^(index|default)\.[^/]*$',
    length("file"."path") - length(replace("file"."path", '/', '')), "file"."path" COLLATE "C"
  LIMIT 1), 'index.html')
WHERE "finished_at" IS NULL;

-- Findings about the root page are derived from now on. Two codes no longer exist.
DELETE FROM "finding" WHERE "code" LIKE 'ROOT\_PAGE\_%' OR "code" = 'PLAYER_IN_FRAMESET';
UPDATE "environment" SET "blocking_findings" = array_remove(array_remove("blocking_findings", 'ROOT_PAGE_TWICE'), 'PLAYER_IN_FRAMESET');
