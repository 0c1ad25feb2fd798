-- When the sound starts and ends, in seconds after the first sample of picture or sound; how many sound tracks there are,
-- and which of them is the default one; and the codec and bits per second of the picture. Null: older probes do not say,
-- and are renewed by the next synchronization or before a job uses them.
ALTER TABLE "probe" ADD COLUMN "sound_start_seconds" DOUBLE PRECISION, ADD COLUMN "sound_end_seconds" DOUBLE PRECISION,
  ADD COLUMN "sound_tracks" INTEGER, ADD COLUMN "sound_track" INTEGER,
  ADD COLUMN "picture_codec" TEXT, ADD COLUMN "picture_bitrate" INTEGER;
