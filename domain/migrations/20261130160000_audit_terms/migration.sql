-- One index answers all filters of the audit log, also together. Each event has terms: its words, its action, actor,
-- subject, package, and environment, and the blocks of the log that it is in. A filter is a query for terms.

-- The term of a value. A hash, because a term has a greatest length. A word cannot begin with a colon.
CREATE FUNCTION audit_term(kind text, value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ':' || kind || left(encode(sha256(convert_to(value, 'UTF8')), 'hex'), 32)
$$;

-- The term of a block: 2 ^ size events of the log, of which the first sequence is a multiple of it.
CREATE FUNCTION audit_block(size integer, sequence bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ':' || size || '-' || (sequence >> size)
$$;

-- The terms of an event. No package and no environment are terms too. In PL/pgSQL, because Postgres would put the body of
-- a function in SQL into the plan of each partition. Indexes are built with a search path without public.
CREATE FUNCTION audit_terms(sequence bigint, action text, actor jsonb, subject_type text, subject_id text, package_id uuid,
    environment_id uuid, summary text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 300 AS $$
BEGIN
  RETURN public.audit_words(summary, actor) || array_to_tsvector(array_remove(ARRAY[
    public.audit_term('action', action), public.audit_term('type', subject_type), public.audit_term('subject', subject_id),
    public.audit_term('userId', actor->>'userId'), public.audit_term('tokenId', actor->>'tokenId'),
    public.audit_term('package', coalesce(package_id::text, '')), public.audit_term('environment', coalesce(environment_id::text, '')),
    public.audit_block(12, sequence), public.audit_block(15, sequence), public.audit_block(18, sequence)], NULL));
END $$;

-- Each event is added at once: a list of events that wait to be added would be read by each query, and one event of many
-- would wait until it is emptied.
CREATE INDEX "audit_event_terms" ON "audit_event"
  USING gin (audit_terms("sequence", "action", "actor", "subject_type", "subject_id", "package_id", "environment_id", "summary")) WITH (fastupdate = off);

DROP INDEX "audit_event_words", "audit_event_user", "audit_event_token", "audit_event_action_sequence_idx",
  "audit_event_subject_type_sequence_idx", "audit_event_package_id_sequence_idx", "audit_event_environment_id_sequence_idx";

-- Times are looked up with this expression alone, see audit_find.
DROP INDEX "audit_event_at_sequence_idx";
CREATE INDEX "audit_event_time" ON "audit_event"(("at" AT TIME ZONE 'UTC'), "sequence");

-- As before, but looks times up with the index above.
CREATE OR REPLACE FUNCTION audit_range(after_sequence bigint, up_to_sequence bigint, from_time timestamptz, to_time timestamptz,
    OUT first_sequence bigint, OUT first_at timestamptz, OUT last_sequence bigint, OUT last_at timestamptz)
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  low bigint;
  high bigint;
BEGIN
  SELECT greatest(checkpoint.sequence, after_sequence), least(head.sequence, up_to_sequence) INTO low, high
  FROM audit_head AS head, audit_checkpoint AS checkpoint;
  -- Times never decrease along the log.
  IF from_time IS NOT NULL THEN
    SELECT greatest(low, event.sequence - 1) INTO low FROM audit_event AS event
    WHERE event.at >= from_time AND event.at AT TIME ZONE 'UTC' >= from_time AT TIME ZONE 'UTC'
    ORDER BY event.at AT TIME ZONE 'UTC', event.sequence LIMIT 1;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF to_time IS NOT NULL THEN
    SELECT least(high, event.sequence) INTO high FROM audit_event AS event
    WHERE event.at < to_time AND event.at AT TIME ZONE 'UTC' < to_time AT TIME ZONE 'UTC'
    ORDER BY event.at AT TIME ZONE 'UTC' DESC, event.sequence DESC LIMIT 1;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF low >= high THEN RETURN; END IF;
  SELECT event.sequence, event.at INTO first_sequence, first_at FROM audit_event AS event
  WHERE event.sequence > low AND event.sequence <= high ORDER BY event.sequence LIMIT 1;
  SELECT event.sequence, event.at INTO last_sequence, last_at FROM audit_event AS event
  WHERE event.sequence > low AND event.sequence <= high ORDER BY event.sequence DESC LIMIT 1;
END $$;

-- Divides a search: a word in at least a tenth of the 200 events next to one end of the log is frequent. Returns the query
-- for the index, without frequent words where something else remains, and the query for what it leaves out, or null. Only
-- frequent words: is_dense. The index lists all events of a month that have a word, or its beginning, before it looks at
-- the other terms.
CREATE FUNCTION audit_split(terms tsquery, search text, first_sequence bigint, last_sequence bigint, newest boolean,
    OUT indexed tsquery, OUT remaining tsquery, OUT is_dense boolean)
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  frequent text[];
  others text[];
BEGIN
  WITH part AS (
    SELECT DISTINCT word FROM regexp_split_to_table(search, '[^[:alnum:]]+') AS word WHERE word <> ''
  ), sample AS MATERIALIZED (
    SELECT lower(event.summary || ' ' || coalesce(event.actor->>'name', '')) AS text FROM audit_event AS event
    WHERE event.sequence >= CASE WHEN newest THEN greatest(first_sequence, last_sequence - 199) ELSE first_sequence END
      AND event.sequence <= CASE WHEN newest THEN last_sequence ELSE least(last_sequence, first_sequence + 199) END
  ), counted AS (
    SELECT part.word, (SELECT count(*) FROM sample WHERE strpos(sample.text, lower(part.word)) > 0) >= 20 AS is_frequent FROM part
  )
  SELECT array_agg(counted.word) FILTER (WHERE is_frequent), array_agg(counted.word) FILTER (WHERE NOT is_frequent)
  INTO frequent, others FROM counted;
  is_dense := others IS NULL AND coalesce(querytree(terms), '') IN ('', 'T');
  IF frequent IS NULL OR is_dense THEN
    indexed := audit_query(search);
  ELSE
    remaining := audit_query(array_to_string(frequent, ' '));
    indexed := audit_query(array_to_string(others, ' '));
  END IF;
  indexed := CASE WHEN terms IS NULL THEN indexed WHEN numnode(indexed) = 0 THEN terms ELSE terms && indexed END;
END $$;

-- Returns up to a number of events of a range of sequences and times, both included, in any order: those that have the terms,
-- and the remaining words. The plan must read audit_event_terms, whatever the terms are, and those are unknown when it is made.
-- So the sequence has no index here (+ 0), and the primary key is not read for its times, which select partitions. Starting
-- other processes takes longer than reading.
CREATE FUNCTION audit_matching(terms tsquery, remaining tsquery, first_sequence bigint, first_at timestamptz, last_sequence bigint,
    last_at timestamptz, most integer) RETURNS SETOF audit_event
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_indexscan = off SET max_parallel_workers_per_gather = 0 AS $$
BEGIN
  RETURN QUERY SELECT event.* FROM audit_event AS event
  WHERE audit_terms(event.sequence, event.action, event.actor, event.subject_type, event.subject_id, event.package_id, event.environment_id, event.summary) @@ terms
    AND event.at >= first_at AND event.at <= last_at AND event.sequence + 0 >= first_sequence AND event.sequence + 0 <= last_sequence
    AND (remaining IS NULL OR audit_words(event.summary, event.actor) @@ remaining)
  LIMIT most;
END $$;

-- Returns the first events of a range of sequences that have the terms and the words, or with newest the last ones, in that
-- order. Terms or search may be null, but not both. Looks at windows that grow with the distance, each with the terms of
-- its blocks, and divides a window with more than 1,000 events into smaller blocks: Postgres reads all events that it finds,
-- and the index has no order.
CREATE FUNCTION audit_find(terms tsquery, search text, first_sequence bigint, first_at timestamptz, last_sequence bigint,
    last_at timestamptz, newest boolean, take integer) RETURNS SETOF audit_event
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  sizes CONSTANT integer[] := '{12,15,18,18}';
  -- How many blocks of its size are searched together.
  widths CONSTANT integer[] := '{2,2,2,8}';
  most CONSTANT integer := 1000;
  -- Windows to search, the next one at the end: sequences, and the number of their size.
  lows bigint[] := '{}';
  highs bigint[] := '{}';
  levels integer[] := '{}';
  words tsquery;
  is_dense boolean := false;
  query tsquery;
  remaining tsquery;
  blocks tsquery;
  low bigint;
  high bigint;
  block bigint;
  level integer;
  low_at timestamptz;
  high_at timestamptz;
  edge bigint := CASE WHEN newest THEN last_sequence ELSE first_sequence END;
  edge_at timestamptz := CASE WHEN newest THEN last_at ELSE first_at END;
  matched integer;
  page audit_event[];
  found_count integer := 0;
BEGIN
  query := terms;
  IF search IS NOT NULL THEN
    words := audit_query(search);
    IF numnode(words) = 0 THEN RETURN; END IF;
    SELECT split.indexed, split.remaining, split.is_dense INTO query, remaining, is_dense
    FROM audit_split(terms, search, first_sequence, last_sequence, newest) AS split;
  END IF;

  -- Many of the nearest events have the words: they need no index.
  IF is_dense AND newest THEN
    edge := greatest(first_sequence - 1, last_sequence - 500);
    RETURN QUERY SELECT event.* FROM audit_event AS event
      WHERE event.sequence > edge AND event.sequence <= last_sequence AND audit_words(event.summary, event.actor) @@ words
        AND (terms IS NULL OR audit_terms(event.sequence, event.action, event.actor, event.subject_type, event.subject_id, event.package_id, event.environment_id, event.summary) @@ terms)
      ORDER BY event.sequence DESC LIMIT take;
    GET DIAGNOSTICS found_count = ROW_COUNT;
    last_sequence := edge;
  ELSIF is_dense THEN
    edge := least(last_sequence + 1, first_sequence + 500);
    RETURN QUERY SELECT event.* FROM audit_event AS event
      WHERE event.sequence >= first_sequence AND event.sequence < edge AND audit_words(event.summary, event.actor) @@ words
        AND (terms IS NULL OR audit_terms(event.sequence, event.action, event.actor, event.subject_type, event.subject_id, event.package_id, event.environment_id, event.summary) @@ terms)
      ORDER BY event.sequence LIMIT take;
    GET DIAGNOSTICS found_count = ROW_COUNT;
    first_sequence := edge;
  END IF;
  IF found_count >= take THEN RETURN; END IF;

  FOR number IN 1..4 LOOP
    EXIT WHEN edge < first_sequence OR edge > last_sequence;
    IF newest THEN
      low := greatest(first_sequence, ((last_sequence >> sizes[number]) - widths[number] + 1) << sizes[number]);
      CONTINUE WHEN low > edge;
      lows := low || lows; highs := edge || highs; edge := low - 1;
    ELSE
      high := least(last_sequence, (((first_sequence >> sizes[number]) + widths[number]) << sizes[number]) - 1);
      CONTINUE WHEN high < edge;
      lows := edge || lows; highs := high || highs; edge := high + 1;
    END IF;
    levels := number || levels;
  END LOOP;
  IF edge >= first_sequence AND edge <= last_sequence THEN
    lows := CASE WHEN newest THEN first_sequence ELSE edge END || lows;
    highs := CASE WHEN newest THEN edge ELSE last_sequence END || highs;
    levels := 5 || levels;
  END IF;

  WHILE cardinality(lows) > 0 LOOP
    low := lows[cardinality(lows)]; high := highs[cardinality(lows)]; level := levels[cardinality(lows)];
    lows := trim_array(lows, 1); highs := trim_array(highs, 1); levels := trim_array(levels, 1);
    IF newest THEN
      high_at := edge_at;
      IF low = first_sequence THEN low_at := first_at;
      ELSE SELECT event.at INTO low_at FROM audit_event AS event WHERE event.sequence >= low ORDER BY event.sequence LIMIT 1; END IF;
    ELSE
      low_at := edge_at;
      IF high = last_sequence THEN high_at := last_at;
      ELSE SELECT event.at INTO high_at FROM audit_event AS event WHERE event.sequence <= high ORDER BY event.sequence DESC LIMIT 1; END IF;
    END IF;
    blocks := query;
    IF level < 5 THEN
      SELECT query && string_agg(quote_literal(audit_block(sizes[level], number << sizes[level])), '|')::tsquery INTO blocks
      FROM generate_series(low >> sizes[level], high >> sizes[level]) AS number;
    END IF;
    SELECT count(*), (array_agg(event ORDER BY CASE WHEN newest THEN -event.sequence ELSE event.sequence END))[:take - found_count]
    INTO matched, page
    FROM audit_matching(blocks, remaining, low, low_at, high, high_at, CASE WHEN level > 1 THEN most + 1 END) AS event;
    IF level > 1 AND matched > most THEN
      level := least(level, 4) - 1;
      FOR block IN SELECT number FROM generate_series(low >> sizes[level], high >> sizes[level]) AS number
        ORDER BY CASE WHEN newest THEN number ELSE -number END
      LOOP
        lows := lows || greatest(low, block << sizes[level]);
        highs := highs || least(high, ((block + 1) << sizes[level]) - 1);
        levels := levels || level;
      END LOOP;
      CONTINUE;
    END IF;
    RETURN QUERY SELECT * FROM unnest(page);
    found_count := found_count + coalesce(cardinality(page), 0);
    EXIT WHEN found_count >= take;
    edge_at := CASE WHEN newest THEN low_at ELSE high_at END;
  END LOOP;
END $$;

-- Counts the events of a range of sequences that have the terms and the words, up to a greatest number.
CREATE FUNCTION audit_count(terms tsquery, search text, first_sequence bigint, first_at timestamptz, last_sequence bigint,
    last_at timestamptz, most integer) RETURNS integer
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  query tsquery := terms;
  remaining tsquery;
  counted integer;
BEGIN
  IF search IS NOT NULL THEN
    IF numnode(audit_query(search)) = 0 THEN RETURN 0; END IF;
    SELECT split.indexed, split.remaining INTO query, remaining
    FROM audit_split(terms, search, first_sequence, last_sequence, true) AS split;
  END IF;
  SELECT count(*) INTO counted FROM audit_matching(query, remaining, first_sequence, first_at, last_sequence, last_at, most);
  RETURN counted;
END $$;
