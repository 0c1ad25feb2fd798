-- Links to ignored files were findings about missing files and videos. Environments that these block are blocked by the
-- new finding too.
UPDATE "environment" SET "blocking_findings" = ARRAY(
  SELECT DISTINCT "code" COLLATE "C" FROM unnest("blocking_findings" || ARRAY['LINK_IGNORED']) AS "code" ORDER BY 1
) WHERE "blocking_findings" && ARRAY['LINK_MISSING', 'VIDEO_WITHOUT_FILE'];
