-- The processes that run. Each one says every few seconds that it is there.
CREATE TABLE "process" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- Errors in the logs of processes, counted by kind of process, code, and message.
CREATE TABLE "system_error" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "process_kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" TEXT,

    CONSTRAINT "system_error_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "system_error_process_kind_code_message_key" ON "system_error"("process_kind", "code", "message");
