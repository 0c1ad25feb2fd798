-- Files that Dropbox does not release were findings about ignored files. Environments that these block are blocked by the
-- new finding too.
UPDATE "environment" SET "blocking_findings" = ARRAY(
  SELECT DISTINCT "code" COLLATE "C" FROM unnest("blocking_findings" || ARRAY['FILE_RESTRICTED']) AS "code" ORDER BY 1
) WHERE "blocking_findings" && ARRAY['LINK_IGNORED'];
