-- Whether bytes are an MPEG transport stream. Null: older probes do not say, and are renewed by the next synchronization.
ALTER TABLE "probe" ADD COLUMN "is_transport_stream" BOOLEAN;

-- Broken sounds were findings about broken videos. Environments that these block are blocked by the new finding too.
UPDATE "environment" SET "blocking_findings" = ARRAY(
  SELECT DISTINCT "code" COLLATE "C" FROM unnest("blocking_findings" || ARRAY['SOUND_UNREADABLE']) AS "code" ORDER BY 1
) WHERE "blocking_findings" && ARRAY['VIDEO_UNREADABLE', 'VIDEO_TRUNCATED'];
