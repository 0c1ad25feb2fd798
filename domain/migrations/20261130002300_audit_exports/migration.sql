-- CreateTable
CREATE TABLE "export_ticket" (
    "id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "requested_by" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "export_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "export_ticket_secret_hash_key" ON "export_ticket"("secret_hash");
