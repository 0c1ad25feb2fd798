-- Environments with their policies, viewers' tokens, scheduled deployments, inspections, and what the nightly removal remembers.

-- CreateEnum
CREATE TYPE "schedule_status" AS ENUM ('SCHEDULED', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "inspection_status" AS ENUM ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "discrepancy_place" AS ENUM ('S3', 'DROPBOX');

-- CreateEnum
CREATE TYPE "discrepancy_kind" AS ENUM ('MISSING', 'FOREIGN', 'CHANGED');

-- DropIndex
DROP INDEX "environment_slug_key";

-- AlterTable
ALTER TABLE "draft_file" ADD COLUMN     "damaged" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "video_look" ADD COLUMN     "source_unneeded_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "encoding" ADD COLUMN     "unneeded_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "emptied_at" TIMESTAMPTZ(3),
ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "converted_captions" ADD COLUMN     "unneeded_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "accepts_fallback" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "blocking_findings" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "frame_ancestors" TEXT[] DEFAULT ARRAY['*']::TEXT[],
ADD COLUMN     "keep_days" INTEGER,
ADD COLUMN     "keep_releases" INTEGER,
ADD COLUMN     "viewer_jwks_url" TEXT,
ADD COLUMN     "viewer_secret" BYTEA;

-- AlterTable
ALTER TABLE "publication" ADD COLUMN     "accepted_fallbacks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "release" ADD COLUMN     "fallback_videos" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "viewer_token" (
    "id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "package_id" UUID,
    "secret_hash" BYTEA NOT NULL,
    "subject" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "viewer_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_deployment" (
    "id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" "schedule_status" NOT NULL DEFAULT 'SCHEDULED',
    "problems" JSONB NOT NULL DEFAULT '[]',
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scheduled_deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_release" (
    "scheduled_deployment_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,

    CONSTRAINT "scheduled_release_pkey" PRIMARY KEY ("scheduled_deployment_id","package_id")
);

-- CreateTable
CREATE TABLE "inspection" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "number" INTEGER,
    "revision" INTEGER NOT NULL,
    "repair" BOOLEAN NOT NULL,
    "status" "inspection_status" NOT NULL DEFAULT 'RUNNING',
    "files_checked" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "started_by" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discrepancy" (
    "id" UUID NOT NULL,
    "inspection_id" UUID NOT NULL,
    "place" "discrepancy_place" NOT NULL,
    "kind" "discrepancy_kind" NOT NULL,
    "path" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "repaired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "discrepancy_pkey" PRIMARY KEY ("inspection_id","path","place","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "viewer_token_secret_hash_key" ON "viewer_token"("secret_hash");

-- CreateIndex
CREATE INDEX "viewer_token_environment_id_created_at_idx" ON "viewer_token"("environment_id", "created_at");

-- CreateIndex
CREATE INDEX "viewer_token_expires_at_idx" ON "viewer_token"("expires_at");

-- CreateIndex
CREATE INDEX "scheduled_deployment_environment_id_at_idx" ON "scheduled_deployment"("environment_id", "at");

-- CreateIndex
CREATE INDEX "scheduled_release_package_id_idx" ON "scheduled_release"("package_id");

-- CreateIndex
CREATE INDEX "scheduled_release_release_id_idx" ON "scheduled_release"("release_id");

-- CreateIndex
CREATE INDEX "inspection_package_id_started_at_idx" ON "inspection"("package_id", "started_at");

-- CreateIndex
CREATE INDEX "preview_link_package_id_created_at_idx" ON "preview_link"("package_id", "created_at");

-- AddForeignKey
ALTER TABLE "viewer_token" ADD CONSTRAINT "viewer_token_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewer_token" ADD CONSTRAINT "viewer_token_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_deployment" ADD CONSTRAINT "scheduled_deployment_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_release" ADD CONSTRAINT "scheduled_release_scheduled_deployment_id_fkey" FOREIGN KEY ("scheduled_deployment_id") REFERENCES "scheduled_deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_release" ADD CONSTRAINT "scheduled_release_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_release" ADD CONSTRAINT "scheduled_release_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy" ADD CONSTRAINT "discrepancy_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A deleted environment's slug is free again; at most one open inspection of a package.
CREATE UNIQUE INDEX "environment_slug" ON "environment" ("slug") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "inspection_open" ON "inspection" ("package_id") WHERE "finished_at" IS NULL;
-- Schedules that are due.
CREATE INDEX "scheduled_deployment_open" ON "scheduled_deployment" ("at") WHERE "finished_at" IS NULL;
