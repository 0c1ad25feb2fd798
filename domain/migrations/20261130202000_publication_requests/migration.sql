-- People ask others to publish a draft to an environment.
CREATE TABLE "publication_request" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "requested_by" JSONB NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notes" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "publication_id" UUID,

    CONSTRAINT "publication_request_pkey" PRIMARY KEY ("id")
);

-- One open request of a package for each environment.
CREATE UNIQUE INDEX "publication_request_open_key" ON "publication_request"("package_id", "environment_id") WHERE "closed_at" IS NULL;
CREATE INDEX "publication_request_package_id_environment_id_revision_idx" ON "publication_request"("package_id", "environment_id", "revision");

ALTER TABLE "publication_request" ADD CONSTRAINT "publication_request_package_id_fkey" FOREIGN KEY ("package_id")
  REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "publication_request" ADD CONSTRAINT "publication_request_environment_id_fkey" FOREIGN KEY ("environment_id")
  REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "publication_request" ADD CONSTRAINT "publication_request_publication_id_fkey" FOREIGN KEY ("publication_id")
  REFERENCES "publication"("id") ON DELETE SET NULL ON UPDATE CASCADE;
