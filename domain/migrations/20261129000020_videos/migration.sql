-- Alternate sources were found by name whenever videos were read. Now the package check decides them once for each
-- revision: by the sources of one <video>, or by name and length.
ALTER TABLE "draft_file" ADD COLUMN "alternate_of" TEXT;
ALTER TABLE "release_file" ADD COLUMN "alternate_of" TEXT;

-- When the picture starts and ends, in seconds after the first sample of picture or sound.
ALTER TABLE "probe" ADD COLUMN "picture_start_seconds" DOUBLE PRECISION, ADD COLUMN "picture_end_seconds" DOUBLE PRECISION;

-- What the run had to encode, and what was already encoded, when it was planned.
ALTER TABLE "sync_run" ADD COLUMN "videos_new" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "videos_reused" INTEGER NOT NULL DEFAULT 0;

-- The first of several files with one name, as before, but only if both have the same length.
CREATE FUNCTION pg_temp.video_rank(path TEXT) RETURNS INT LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_position(ARRAY['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'wmv', 'mpg', 'mpeg', 'ogv', 'ogg', '3gp', 'flv'],
    lower(substring(path FROM '[^.]*$'))), 99) $$;
CREATE FUNCTION pg_temp.video_stem(path TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT lower(regexp_replace(path, '\.[^./]*$', '')) $$;

CREATE TEMPORARY TABLE known_video AS
SELECT file.package_id, NULL::int AS number, file.path, file.from_revision, pg_temp.video_stem(file.path) AS stem,
  pg_temp.video_rank(file.path) AS rank, probe.duration_seconds AS seconds
FROM draft_file AS file JOIN probe USING (content_hash)
WHERE file.video_id IS NOT NULL AND file.until_revision IS NULL AND probe.duration_seconds IS NOT NULL
UNION ALL
SELECT file.package_id, file.number, file.path, NULL, pg_temp.video_stem(file.path), pg_temp.video_rank(file.path), probe.duration_seconds
FROM release_file AS file JOIN probe USING (content_hash)
WHERE file.video_id IS NOT NULL AND probe.duration_seconds IS NOT NULL;

CREATE TEMPORARY TABLE alternate AS
SELECT video.package_id, video.number, video.path, (
  SELECT other.path FROM known_video AS other
  WHERE other.package_id = video.package_id AND other.number IS NOT DISTINCT FROM video.number AND other.stem = video.stem
    AND abs(other.seconds - video.seconds) <= greatest(0.5, 0.01 * greatest(other.seconds, video.seconds))
  ORDER BY other.rank, other.path LIMIT 1) AS alternate_of
FROM known_video AS video;

UPDATE draft_file AS file SET alternate_of = alternate.alternate_of FROM alternate
WHERE alternate.number IS NULL AND alternate.alternate_of <> alternate.path AND file.package_id = alternate.package_id
  AND file.path = alternate.path AND file.until_revision IS NULL;
UPDATE release_file AS file SET alternate_of = alternate.alternate_of FROM alternate
WHERE alternate.number = file.number AND alternate.alternate_of <> alternate.path AND file.package_id = alternate.package_id
  AND file.path = alternate.path;
DROP TABLE alternate;
DROP TABLE known_video;

-- Earlier runs: what had no attempt before the run started was new to it.
UPDATE sync_run SET videos_new = planned.new, videos_reused = planned.reused FROM (
  SELECT run.id, count(DISTINCT item.content_hash) FILTER (WHERE known.found IS NULL)::int AS new,
    count(DISTINCT item.content_hash) FILTER (WHERE known.found)::int AS reused
  FROM sync_run AS run JOIN sync_item AS item ON item.run_id = run.id AND item.video AND item.action = 'COPY'
    LEFT JOIN LATERAL (SELECT true AS found FROM encoding JOIN attempt ON attempt.encoding_id = encoding.id
      WHERE encoding.content_hash = item.content_hash AND attempt.started_at < run.started_at LIMIT 1) AS known ON true
  WHERE NOT EXISTS (SELECT 1 FROM probe WHERE probe.content_hash = item.content_hash AND probe.problem IS NOT NULL)
  GROUP BY run.id) AS planned
WHERE planned.id = sync_run.id;
