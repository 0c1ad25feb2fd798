-- A finding is one cause with its places. Rows from before have one place. Their cause is exact where the finding is
-- about a whole file; the next synchronization replaces them.
ALTER TABLE "finding" ADD COLUMN "cause" TEXT,
  ADD COLUMN "place_count" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "since_revision" INTEGER;

UPDATE "finding" SET "since_revision" = "from_revision",
  "cause" = left(encode(sha256(convert_to("code" || E'\n' || coalesce("line" || E'\n' || "message" || E'\n', '') || "path", 'UTF8')), 'hex'), 32);

ALTER TABLE "finding" ALTER COLUMN "cause" SET NOT NULL, ALTER COLUMN "since_revision" SET NOT NULL;

-- CreateTable
CREATE TABLE "finding_place" (
    "finding_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "line" INTEGER,

    CONSTRAINT "finding_place_pkey" PRIMARY KEY ("finding_id","ordinal")
);

-- AddForeignKey
ALTER TABLE "finding_place" ADD CONSTRAINT "finding_place_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "finding_place" ("finding_id", "ordinal", "path", "line") SELECT "id", 0, "path", "line" FROM "finding";
