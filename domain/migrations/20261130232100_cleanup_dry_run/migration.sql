-- Dry runs of the nightly cleanup. Only the newest one is kept.
CREATE TABLE "cleanup_dry_run" (
    "id" UUID NOT NULL,
    "started_by" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "counts" JSONB,
    "candidates" JSONB,
    "error" JSONB,

    CONSTRAINT "cleanup_dry_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "cleanup_dry_run_open" ON "cleanup_dry_run" ((true)) WHERE "finished_at" IS NULL;
