-- The size and duration that browsers report of the author's file: `videoWidth`, `videoHeight`, and `duration`. Null: older
-- probes do not have them, and are renewed by the next synchronization or before a job uses them.
ALTER TABLE "probe" ADD COLUMN "source_width" INTEGER, ADD COLUMN "source_height" INTEGER,
  ADD COLUMN "source_seconds" DOUBLE PRECISION;
