-- Pictures of changed pages, in a release and in another release or a draft.
CREATE TYPE "page_comparison_status" AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

CREATE TABLE "page_comparison" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "from_number" INTEGER NOT NULL,
    "to_number" INTEGER,
    "to_revision" INTEGER,
    "status" "page_comparison_status" NOT NULL DEFAULT 'QUEUED',
    "changed_pages" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,
    "requested_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "page_comparison_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "page_comparison_to_check" CHECK (("to_number" IS NULL) <> ("to_revision" IS NULL))
);

-- One open comparison of a package at a time.
CREATE UNIQUE INDEX "page_comparison_open_key" ON "page_comparison"("package_id") WHERE "finished_at" IS NULL;
CREATE INDEX "page_comparison_package_id_created_at_idx" ON "page_comparison"("package_id", "created_at");
CREATE INDEX "page_comparison_expires_at_idx" ON "page_comparison"("expires_at");

ALTER TABLE "page_comparison" ADD CONSTRAINT "page_comparison_package_id_fkey" FOREIGN KEY ("package_id")
  REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "compared_page" (
    "comparison_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "before_version" TEXT,
    "after_version" TEXT,
    "boxes" JSONB,
    "changed_share" DOUBLE PRECISION,
    "problem" JSONB,

    CONSTRAINT "compared_page_pkey" PRIMARY KEY ("comparison_id", "number")
);

ALTER TABLE "compared_page" ADD CONSTRAINT "compared_page_comparison_id_fkey" FOREIGN KEY ("comparison_id")
  REFERENCES "page_comparison"("id") ON DELETE CASCADE ON UPDATE CASCADE;
