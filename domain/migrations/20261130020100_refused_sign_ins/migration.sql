-- Attempts to sign in, by account. The server's rate limiter writes it, so that all processes count together.
CREATE TABLE "sign_in_attempt" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("key")
);

-- Refused sign-ins and tokens of the current minute, by network. Those without an event of their own are counted in one.
CREATE TABLE "refused_sign_in" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "network" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "recorded" BOOLEAN NOT NULL,

    CONSTRAINT "refused_sign_in_pkey" PRIMARY KEY ("minute", "network")
);
