-- What is wrong at a place, and what to write instead. The next synchronization fills them in.
ALTER TABLE "finding_place" ADD COLUMN "written" TEXT, ADD COLUMN "correction" TEXT;

-- CreateTable
CREATE TABLE "ignored_finding" (
    "package_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "ignored_by" JSONB NOT NULL,
    "ignored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "covers_errors" BOOLEAN NOT NULL,
    "environment_ids" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "ignored_finding_pkey" PRIMARY KEY ("package_id","cause")
);

-- AddForeignKey
ALTER TABLE "ignored_finding" ADD CONSTRAINT "ignored_finding_package_id_fkey" FOREIGN KEY ("package_id")
  REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;
