-- Each filter of the audit log has an index in the order of events, so that a page reads only its own rows.

DROP INDEX "audit_event_subject_type_subject_id_idx";
CREATE INDEX "audit_event_action_sequence_idx" ON "audit_event"("action", "sequence");
CREATE INDEX "audit_event_subject_type_sequence_idx" ON "audit_event"("subject_type", "sequence");
CREATE INDEX "audit_event_subject_id_sequence_idx" ON "audit_event"("subject_id", "sequence");
CREATE INDEX "audit_event_at_sequence_idx" ON "audit_event"("at", "sequence");
CREATE INDEX "audit_event_user" ON "audit_event"(("actor"->>'userId'), "sequence") WHERE "actor"->>'userId' IS NOT NULL;
CREATE INDEX "audit_event_token" ON "audit_event"(("actor"->>'tokenId'), "sequence") WHERE "actor"->>'tokenId' IS NOT NULL;

-- The words of an event's summary and of its actor's name, in lower case: what is between punctuation.
CREATE FUNCTION audit_words(summary text, actor jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple'::regconfig, regexp_replace(summary || ' ' || coalesce(actor->>'name', ''), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- A query for all words of a text. Each may be the beginning of a longer word.
CREATE FUNCTION audit_query(search text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsquery('pg_catalog.simple'::regconfig, coalesce(string_agg(quote_literal(word) || ':*', ' & '), ''))
  FROM regexp_split_to_table(search, '[^[:alnum:]]+') AS word WHERE word <> ''
$$;

CREATE INDEX "audit_event_words" ON "audit_event" USING gin (audit_words("summary", "actor"));
