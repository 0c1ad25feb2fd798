-- What part of a monthly limit was reached. People who may change the budget get one mail for each row.
CREATE TABLE "budget_alert" (
    "month" DATE NOT NULL,
    "percent" INTEGER NOT NULL,
    "limit_micros" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "used_micros" BIGINT NOT NULL,
    "waiting_videos" INTEGER NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "budget_alert_pkey" PRIMARY KEY ("month", "percent", "limit_micros", "currency")
);
