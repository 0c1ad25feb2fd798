-- A run without such paths has an empty list, as every other list: Prisma reads null as one, and SQL does not.
ALTER TABLE "sync_run" ALTER COLUMN "unsettled_paths" SET DEFAULT ARRAY[]::TEXT[];
UPDATE "sync_run" SET "unsettled_paths" = ARRAY[]::TEXT[] WHERE "unsettled_paths" IS NULL;
