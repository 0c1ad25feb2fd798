-- CreateTable
CREATE TABLE "signed_checkpoint" (
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "public_key" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "signed_checkpoint_pkey" PRIMARY KEY ("sequence")
);

-- A signature is only added.
REVOKE ALL ON "signed_checkpoint" FROM lectern_process;
GRANT SELECT, INSERT ON "signed_checkpoint" TO lectern_process;
