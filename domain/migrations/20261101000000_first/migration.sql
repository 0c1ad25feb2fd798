-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR');

-- CreateEnum
CREATE TYPE "entry_kind" AS ENUM ('FILE', 'FOLDER');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('ERROR', 'WARNING', 'INFO');

-- CreateEnum
CREATE TYPE "sync_status" AS ENUM ('RUNNING', 'WAITING_FOR_CONFIRMATION', 'WAITING_FOR_DROPBOX', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "sync_phase" AS ENUM ('CALCULATING', 'COPYING', 'CLEANING', 'DONE');

-- CreateEnum
CREATE TYPE "sync_action" AS ENUM ('COPY', 'DELETE', 'IGNORE');

-- CreateEnum
CREATE TYPE "sync_item_status" AS ENUM ('PENDING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "transcode_status" AS ENUM ('WAITING_FOR_VIDEOS', 'WAITING_FOR_BUDGET', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "encoding_status" AS ENUM ('QUEUED', 'TRANSCODING', 'READY', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "environment_access" AS ENUM ('PUBLIC', 'VIEWER_TOKEN');

-- CreateEnum
CREATE TYPE "publication_status" AS ENUM ('QUEUED', 'COPYING', 'WAITING_FOR_VIDEOS', 'SUCCEEDED', 'BLOCKED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "schedule_status" AS ENUM ('SCHEDULED', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "verification_run_status" AS ENUM ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "discrepancy_store" AS ENUM ('S3', 'DROPBOX');

-- CreateEnum
CREATE TYPE "discrepancy_kind" AS ENUM ('MISSING', 'FOREIGN', 'CHANGED');

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "user_id" TEXT,
    "token_id" UUID,
    "environment_id" UUID,
    "package_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dropbox_connection" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "account_id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "root_namespace_id" TEXT,
    "refresh_token" BYTEA NOT NULL,
    "valid" BOOLEAN NOT NULL DEFAULT true,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dropbox_connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dropbox_limit" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "not_before" TIMESTAMPTZ(3),
    "requests_per_second" DOUBLE PRECISION,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dropbox_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dropbox_process" (
    "id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dropbox_process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry" (
    "package_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "path_lower" TEXT NOT NULL,
    "parent_lower" TEXT NOT NULL,
    "kind" "entry_kind" NOT NULL,
    "dropbox_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "rev" TEXT,
    "content_hash" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "modified_at" TIMESTAMPTZ(3),
    "ignored_reason" TEXT,
    "ignore_rules_hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "entry_pkey" PRIMARY KEY ("package_id","generation","path_lower")
);

-- CreateTable
CREATE TABLE "package" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "dropbox_id" TEXT NOT NULL,
    "dropbox_path" TEXT NOT NULL,
    "dropbox_path_lower" TEXT NOT NULL,
    "root_page" TEXT,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "last_release_number" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "entries_changed" BOOLEAN NOT NULL DEFAULT false,
    "auto_sync_minutes" INTEGER,
    "polled_at" TIMESTAMPTZ(3),
    "polled_delta" TEXT,
    "idle_since" TIMESTAMPTZ(3),

    CONSTRAINT "package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "package_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "sync_run_id" UUID NOT NULL,
    "settled" BOOLEAN NOT NULL,
    "file_count" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "synchronized_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("package_id","revision")
);

-- CreateTable
CREATE TABLE "draft_file" (
    "package_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "from_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "media_type" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "stored_bytes" BIGINT NOT NULL,
    "damaged" BOOLEAN NOT NULL DEFAULT false,
    "tag_version" INTEGER,
    "generated" BOOLEAN NOT NULL DEFAULT false,
    "decorative" BOOLEAN NOT NULL DEFAULT false,
    "video_id" UUID,

    CONSTRAINT "draft_file_pkey" PRIMARY KEY ("package_id","path","from_revision")
);

-- CreateTable
CREATE TABLE "video" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "path" TEXT NOT NULL,

    CONSTRAINT "video_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "from_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,
    "code" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "path" TEXT NOT NULL,
    "line" INTEGER,
    "message" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "text_analysis" (
    "content_hash" TEXT NOT NULL,
    "references" JSONB NOT NULL,
    "has_video" BOOLEAN NOT NULL,
    "has_insertion_point" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "text_analysis_pkey" PRIMARY KEY ("content_hash")
);

-- CreateTable
CREATE TABLE "probe" (
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "duration_seconds" DOUBLE PRECISION,
    "width" INTEGER,
    "height" INTEGER,
    "frame_rate" DOUBLE PRECISION,
    "has_audio" BOOLEAN NOT NULL DEFAULT false,
    "problem" TEXT,
    "problem_code" TEXT,
    "hdr" BOOLEAN NOT NULL DEFAULT false,
    "interlaced" BOOLEAN NOT NULL DEFAULT false,
    "browser_playable" BOOLEAN,
    "fast_start" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "source_key" TEXT,
    "source_version_id" TEXT,
    "source_unreferenced_since" TIMESTAMPTZ(3),

    CONSTRAINT "probe_pkey" PRIMARY KEY ("content_hash")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "status" "sync_status" NOT NULL DEFAULT 'RUNNING',
    "phase" "sync_phase" NOT NULL DEFAULT 'CALCULATING',
    "started_by" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requested_by" JSONB NOT NULL,
    "full" BOOLEAN NOT NULL DEFAULT false,
    "listed_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "listing" BOOLEAN NOT NULL DEFAULT false,
    "moved_from" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_deletions" INTEGER,
    "entries_listed" INTEGER NOT NULL DEFAULT 0,
    "calculated" BOOLEAN NOT NULL DEFAULT false,
    "manifest_written_at" TIMESTAMPTZ(3),
    "files_total" INTEGER NOT NULL DEFAULT 0,
    "files_done" INTEGER NOT NULL DEFAULT 0,
    "bytes_total" BIGINT NOT NULL DEFAULT 0,
    "bytes_done" BIGINT NOT NULL DEFAULT 0,
    "files_unchanged" INTEGER NOT NULL DEFAULT 0,
    "files_deleted" INTEGER NOT NULL DEFAULT 0,
    "files_ignored" INTEGER NOT NULL DEFAULT 0,
    "copying_since" TIMESTAMPTZ(3),
    "byte_rate" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "file_rate" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "rated_at" TIMESTAMPTZ(3),
    "unsettled_paths" TEXT[],
    "error" JSONB,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_item" (
    "run_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "action" "sync_action" NOT NULL,
    "status" "sync_item_status" NOT NULL DEFAULT 'PENDING',
    "reason" TEXT,
    "generated" BOOLEAN NOT NULL DEFAULT false,
    "dropbox_id" TEXT,
    "rev" TEXT,
    "content_hash" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "modified_at" TIMESTAMPTZ(3),
    "video" BOOLEAN NOT NULL DEFAULT false,
    "claimed_by" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" JSONB,
    "media_type" TEXT,
    "key" TEXT,
    "version_id" TEXT,
    "etag" TEXT,
    "stored_bytes" BIGINT,
    "tag_version" INTEGER,
    "upload_id" UUID,

    CONSTRAINT "sync_item_pkey" PRIMARY KEY ("run_id","path","generated")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "part_bytes" BIGINT NOT NULL,
    "s3_upload_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_part" (
    "upload_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "claimed_by" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "etag" TEXT,
    "crc32" TEXT,
    "digests" BYTEA,

    CONSTRAINT "upload_part_pkey" PRIMARY KEY ("upload_id","number")
);

-- CreateTable
CREATE TABLE "manifest_video" (
    "video_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "manifest_video_pkey" PRIMARY KEY ("video_id")
);

-- CreateTable
CREATE TABLE "transcode" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "status" "transcode_status" NOT NULL DEFAULT 'WAITING_FOR_VIDEOS',
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "retrying" BOOLEAN NOT NULL DEFAULT false,
    "error" JSONB,

    CONSTRAINT "transcode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "encoding" (
    "id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "status" "encoding_status" NOT NULL DEFAULT 'QUEUED',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "unreferenced_since" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "encoding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "encoding_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "encoding_status" NOT NULL DEFAULT 'QUEUED',
    "job_token" TEXT NOT NULL,
    "job_id" TEXT,
    "job_requested_at" TIMESTAMPTZ(3),
    "percent" DOUBLE PRECISION,
    "jobs_ahead" INTEGER,
    "paused_at" TIMESTAMPTZ(3),
    "package_id" UUID,
    "transcode_id" UUID,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "is_retry" BOOLEAN NOT NULL DEFAULT false,
    "estimate_micros" BIGINT,
    "cost_micros" BIGINT,
    "currency" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "master_key" TEXT,
    "poster_key" TEXT,
    "storyboard_key" TEXT,
    "duration_seconds" DOUBLE PRECISION,
    "width" INTEGER,
    "height" INTEGER,
    "output_seconds" DOUBLE PRECISION,
    "removed_at" TIMESTAMPTZ(3),
    "outputs_deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("encoding_id","number")
);

-- CreateTable
CREATE TABLE "estimate" (
    "content_hash" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "cost_micros" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "estimate_pkey" PRIMARY KEY ("content_hash","profile")
);

-- CreateTable
CREATE TABLE "budget" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "monthly_micros" BIGINT,
    "currency" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "converted_captions" (
    "content_hash" TEXT NOT NULL,
    "key" TEXT,
    "version_id" TEXT,
    "problem" TEXT,
    "unreferenced_since" TIMESTAMPTZ(3),

    CONSTRAINT "converted_captions_pkey" PRIMARY KEY ("content_hash")
);

-- CreateTable
CREATE TABLE "encoding_request" (
    "id" UUID NOT NULL,
    "encoding_id" UUID NOT NULL,
    "transcode_id" UUID,
    "publication_id" UUID,
    "reused" BOOLEAN NOT NULL DEFAULT false,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "encoding_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environment" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "access" "environment_access" NOT NULL DEFAULT 'PUBLIC',
    "four_eyes" BOOLEAN NOT NULL DEFAULT false,
    "blocking_findings" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "accepts_fallback" BOOLEAN NOT NULL DEFAULT false,
    "keep_releases" INTEGER,
    "keep_days" INTEGER,
    "frame_ancestors" TEXT[] DEFAULT ARRAY['*']::TEXT[],
    "viewer_secret" BYTEA,
    "viewer_jwks_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "accepted_fallbacks" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "number" INTEGER,
    "status" "publication_status" NOT NULL DEFAULT 'QUEUED',
    "notes" TEXT,
    "idempotency_key" TEXT,
    "blockers" JSONB NOT NULL DEFAULT '[]',
    "files_total" INTEGER NOT NULL DEFAULT 0,
    "files_done" INTEGER NOT NULL DEFAULT 0,
    "copied_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "started_by" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "deployment_id" UUID,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "notes" TEXT,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "file_count" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "publication_id" UUID NOT NULL,
    "fallback_videos" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_file" (
    "package_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "media_type" TEXT NOT NULL,
    "stored_bytes" BIGINT NOT NULL,
    "generated" BOOLEAN NOT NULL,
    "decorative" BOOLEAN NOT NULL DEFAULT false,
    "video_id" UUID,
    "source_key" TEXT NOT NULL,
    "source_version_id" TEXT NOT NULL,
    "source_etag" TEXT NOT NULL,
    "key" TEXT,
    "version_id" TEXT,
    "etag" TEXT,

    CONSTRAINT "release_file_pkey" PRIMARY KEY ("package_id","number","path")
);

-- CreateTable
CREATE TABLE "release_video" (
    "release_id" UUID NOT NULL,
    "video_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "encoding_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,

    CONSTRAINT "release_video_pkey" PRIMARY KEY ("release_id","video_id")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "deployed_by" JSONB NOT NULL,
    "deployed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "unpublished_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "current_deployment" (
    "environment_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,

    CONSTRAINT "current_deployment_pkey" PRIMARY KEY ("environment_id","package_id")
);

-- CreateTable
CREATE TABLE "preview_link" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "preview_link_pkey" PRIMARY KEY ("id")
);

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
CREATE TABLE "verification_run" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "number" INTEGER,
    "revision" INTEGER NOT NULL,
    "repair" BOOLEAN NOT NULL,
    "status" "verification_run_status" NOT NULL DEFAULT 'RUNNING',
    "files_checked" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "started_by" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,

    CONSTRAINT "verification_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discrepancy" (
    "id" UUID NOT NULL,
    "verification_run_id" UUID NOT NULL,
    "store" "discrepancy_store" NOT NULL,
    "kind" "discrepancy_kind" NOT NULL,
    "path" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "repaired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "discrepancy_pkey" PRIMARY KEY ("verification_run_id","path","store","kind")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "package_id" UUID,
    "environment_id" UUID,
    "summary" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "ip" TEXT,
    "request_id" TEXT,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("sequence","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE INDEX "grant_user_id_idx" ON "grant"("user_id");

-- CreateIndex
CREATE INDEX "grant_token_id_idx" ON "grant"("token_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_secret_hash_key" ON "api_token"("secret_hash");

-- CreateIndex
CREATE INDEX "entry_parent_lower_package_id_generation_idx" ON "entry"("parent_lower", "package_id", "generation");

-- CreateIndex
CREATE UNIQUE INDEX "package_slug_key" ON "package"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "package_dropbox_id_key" ON "package"("dropbox_id");

-- CreateIndex
CREATE UNIQUE INDEX "package_dropbox_path_lower_key" ON "package"("dropbox_path_lower");

-- CreateIndex
CREATE INDEX "draft_file_package_id_until_revision_idx" ON "draft_file"("package_id", "until_revision");

-- CreateIndex
CREATE INDEX "draft_file_content_hash_idx" ON "draft_file"("content_hash");

-- CreateIndex
CREATE INDEX "draft_file_key_idx" ON "draft_file"("key");

-- CreateIndex
CREATE INDEX "draft_file_version_id_idx" ON "draft_file"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "video_package_id_path_key" ON "video"("package_id", "path");

-- CreateIndex
CREATE INDEX "finding_package_id_until_revision_idx" ON "finding"("package_id", "until_revision");

-- CreateIndex
CREATE INDEX "sync_run_package_id_started_at_idx" ON "sync_run"("package_id", "started_at");

-- CreateIndex
CREATE INDEX "sync_item_upload_id_idx" ON "sync_item"("upload_id");

-- CreateIndex
CREATE INDEX "sync_item_version_id_idx" ON "sync_item"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "upload_key_content_hash_key" ON "upload"("key", "content_hash");

-- CreateIndex
CREATE INDEX "manifest_video_package_id_idx" ON "manifest_video"("package_id");

-- CreateIndex
CREATE INDEX "transcode_package_id_started_at_idx" ON "transcode"("package_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "encoding_content_hash_profile_key" ON "encoding"("content_hash", "profile");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_job_id_key" ON "attempt"("job_id");

-- CreateIndex
CREATE INDEX "attempt_finished_at_idx" ON "attempt"("finished_at");

-- CreateIndex
CREATE INDEX "attempt_package_id_idx" ON "attempt"("package_id");

-- CreateIndex
CREATE INDEX "encoding_request_transcode_id_idx" ON "encoding_request"("transcode_id");

-- CreateIndex
CREATE INDEX "encoding_request_publication_id_idx" ON "encoding_request"("publication_id");

-- CreateIndex
CREATE UNIQUE INDEX "encoding_request_encoding_id_transcode_id_key" ON "encoding_request"("encoding_id", "transcode_id");

-- CreateIndex
CREATE UNIQUE INDEX "encoding_request_encoding_id_publication_id_key" ON "encoding_request"("encoding_id", "publication_id");

-- CreateIndex
CREATE UNIQUE INDEX "publication_deployment_id_key" ON "publication"("deployment_id");

-- CreateIndex
CREATE INDEX "publication_package_id_started_at_idx" ON "publication"("package_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "publication_package_id_idempotency_key_key" ON "publication"("package_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "release_publication_id_key" ON "release"("publication_id");

-- CreateIndex
CREATE UNIQUE INDEX "release_package_id_number_key" ON "release"("package_id", "number");

-- CreateIndex
CREATE INDEX "release_file_package_id_content_hash_idx" ON "release_file"("package_id", "content_hash");

-- CreateIndex
CREATE INDEX "release_video_encoding_id_idx" ON "release_video"("encoding_id");

-- CreateIndex
CREATE INDEX "deployment_package_id_environment_id_deployed_at_idx" ON "deployment"("package_id", "environment_id", "deployed_at");

-- CreateIndex
CREATE UNIQUE INDEX "current_deployment_deployment_id_key" ON "current_deployment"("deployment_id");

-- CreateIndex
CREATE UNIQUE INDEX "preview_link_secret_hash_key" ON "preview_link"("secret_hash");

-- CreateIndex
CREATE INDEX "preview_link_package_id_created_at_idx" ON "preview_link"("package_id", "created_at");

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
CREATE INDEX "verification_run_package_id_started_at_idx" ON "verification_run"("package_id", "started_at");

-- CreateIndex
CREATE INDEX "audit_event_subject_type_subject_id_idx" ON "audit_event"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "audit_event_package_id_sequence_idx" ON "audit_event"("package_id", "sequence");

-- CreateIndex
CREATE INDEX "audit_event_environment_id_sequence_idx" ON "audit_event"("environment_id", "sequence");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "api_token"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_sync_run_id_fkey" FOREIGN KEY ("sync_run_id") REFERENCES "sync_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "video"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "video" ADD CONSTRAINT "video_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_item" ADD CONSTRAINT "sync_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sync_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_item" ADD CONSTRAINT "sync_item_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manifest_video" ADD CONSTRAINT "manifest_video_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "video"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transcode" ADD CONSTRAINT "transcode_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encoding_request" ADD CONSTRAINT "encoding_request_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encoding_request" ADD CONSTRAINT "encoding_request_transcode_id_fkey" FOREIGN KEY ("transcode_id") REFERENCES "transcode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encoding_request" ADD CONSTRAINT "encoding_request_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_video" ADD CONSTRAINT "release_video_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_video" ADD CONSTRAINT "release_video_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "video"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_video" ADD CONSTRAINT "release_video_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "current_deployment" ADD CONSTRAINT "current_deployment_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "current_deployment" ADD CONSTRAINT "current_deployment_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "current_deployment" ADD CONSTRAINT "current_deployment_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preview_link" ADD CONSTRAINT "preview_link_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "verification_run" ADD CONSTRAINT "verification_run_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy" ADD CONSTRAINT "discrepancy_verification_run_id_fkey" FOREIGN KEY ("verification_run_id") REFERENCES "verification_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything that schema.prisma cannot express: partial indexes, the audit log's chain, the processes' role, and the
-- first rows.

-- A package has at most one open sync run, transcode, and verification run, and one open publication of a revision to an
-- environment.
CREATE UNIQUE INDEX "sync_run_open" ON "sync_run" ("package_id") WHERE "finished_at" IS NULL;
CREATE UNIQUE INDEX "transcode_open" ON "transcode" ("package_id") WHERE "finished_at" IS NULL;
CREATE UNIQUE INDEX "publication_open" ON "publication" ("package_id", "environment_id", "revision") WHERE "finished_at" IS NULL;
CREATE UNIQUE INDEX "verification_run_open" ON "verification_run" ("package_id") WHERE "finished_at" IS NULL;
-- An encoding has at most one open attempt.
CREATE UNIQUE INDEX "attempt_open" ON "attempt" ("encoding_id") WHERE "finished_at" IS NULL;
-- A deleted environment's slug is free again.
CREATE UNIQUE INDEX "environment_slug" ON "environment" ("slug") WHERE "deleted_at" IS NULL;
-- Scheduled deployments that have not run yet.
CREATE INDEX "scheduled_deployment_open" ON "scheduled_deployment" ("at") WHERE "finished_at" IS NULL;
-- The items that lanes claim, and the files of the current draft.
CREATE INDEX "sync_item_pending" ON "sync_item" ("run_id", "path") WHERE "action" = 'COPY' AND "status" = 'PENDING';
CREATE UNIQUE INDEX "draft_file_current" ON "draft_file" ("package_id", "path") WHERE "until_revision" IS NULL;

INSERT INTO "audit_head" ("id", "sequence", "hash") VALUES (1, 0, '\x');
INSERT INTO "budget" DEFAULT VALUES;
INSERT INTO "dropbox_limit" ("id") VALUES (1);

DO $$ BEGIN
  CREATE ROLE lectern_process NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- Records events in one order. Locks and advances the head, so that sequence is the order of commits without gaps. Call it
-- last in a transaction. Each event: {action, actor, subjectType, subjectId, packageId?, environmentId?, summary, before?,
-- after?, ip?, requestId?}. The hash covers the event's canonical JSON and the previous hash. Runs as the owner, because
-- processes may neither write the head nor create partitions.
CREATE FUNCTION audit_record(events jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  head audit_head%ROWTYPE;
  event jsonb;
  event_time timestamptz(3);
  part text;
  month date;
  next_hash bytea;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  event_time := clock_timestamp();
  month := date_trunc('month', event_time AT TIME ZONE 'UTC');
  part := 'audit_event_' || to_char(month, 'YYYY_MM');
  IF to_regclass(part) IS NULL THEN
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_event FOR VALUES FROM (%L) TO (%L)', part,
      month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
    EXECUTE format('REVOKE ALL ON public.%I FROM lectern_process', part);
  END IF;
  FOR event IN SELECT * FROM jsonb_array_elements(events) LOOP
    head.sequence := head.sequence + 1;
    next_hash := sha256(head.hash || convert_to((event || jsonb_build_object('sequence', head.sequence, 'at', to_jsonb(event_time)))::text, 'UTF8'));
    INSERT INTO audit_event (sequence, at, action, actor, subject_type, subject_id, package_id, environment_id, summary, before, after, ip, request_id, previous_hash, hash)
    VALUES (head.sequence, event_time, event->>'action', event->'actor', event->>'subjectType', event->>'subjectId', (event->>'packageId')::uuid, (event->>'environmentId')::uuid, event->>'summary',
      event->'before', event->'after', event->>'ip', event->>'requestId', head.hash, next_hash);
    head.hash := next_hash;
  END LOOP;
  UPDATE audit_head SET sequence = head.sequence, hash = head.hash WHERE id = 1;
  RETURN head.sequence;
END $$;

-- Records sign-ins and sign-outs in the same chain, at commit. The sign-in library writes its tables itself.
CREATE FUNCTION audit_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  session record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  person text := (SELECT name FROM "user" WHERE id = session.user_id);
BEGIN
  IF person IS NULL THEN RETURN NULL; END IF;
  PERFORM audit_record(jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
    'action', CASE WHEN TG_OP = 'DELETE' THEN 'user.signedOut' ELSE 'user.signedIn' END,
    'actor', jsonb_build_object('kind', 'USER', 'name', person, 'userId', session.user_id),
    'subjectType', 'User', 'subjectId', session.user_id,
    'summary', person || CASE WHEN TG_OP = 'DELETE' THEN ' signed out' ELSE ' signed in' END,
    'ip', session.ip_address))));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_session AFTER INSERT OR DELETE ON "session"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_session();

CREATE FUNCTION audit_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM audit_record(jsonb_build_array(jsonb_build_object(
    'action', 'user.created', 'actor', jsonb_build_object('kind', 'SYSTEM', 'name', 'Lectern'),
    'subjectType', 'User', 'subjectId', NEW.id, 'summary', NEW.name || ' was added',
    'after', jsonb_build_object('name', NEW.name, 'email', NEW.email))));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_user AFTER INSERT ON "user"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_user();

-- The role of the server and the worker. It can only read the audit log and append to it.
GRANT USAGE ON SCHEMA public TO lectern_process;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lectern_process;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lectern_process;
REVOKE ALL ON "_prisma_migrations", audit_event, audit_head FROM lectern_process;
GRANT SELECT ON audit_event TO lectern_process;
GRANT SELECT ON audit_head TO lectern_process;
REVOKE EXECUTE ON FUNCTION audit_record(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_record(jsonb) TO lectern_process;

INSERT INTO "environment" ("id", "slug", "name") VALUES
  (gen_random_uuid(), 'staging', 'Staging'),
  (gen_random_uuid(), 'production', 'Production');
