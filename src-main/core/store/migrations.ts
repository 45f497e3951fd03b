// Numbered, named migrations; the position is the number (user_version). Never change one that was released: append.

export interface Migration {
  readonly name: string
  readonly sql: string
}

export const migrations: readonly Migration[] = [
  {
    name: 'sources, raw documents, samples, models, reports',
    sql: `
      -- One NameNode or one HA nameservice.
      CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,          -- ClusterId/BlockPoolId, or host:port while those are unknown
        name TEXT NOT NULL
      ) STRICT;

      CREATE TABLE nodes (
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        name TEXT NOT NULL,                -- host:port of the client RPC server
        version TEXT,
        ha_state TEXT NOT NULL,
        derived_from INTEGER,              -- samples from here on must be derived anew (documents came out of order)
        UNIQUE (source_id, name)
      ) STRICT;

      -- Groups of documents of one node, compressed together (zstd): neighbours are nearly the same.
      CREATE TABLE document_groups (
        id INTEGER PRIMARY KEY,
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        data BLOB NOT NULL
      ) STRICT;

      CREATE TABLE documents (
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        time INTEGER NOT NULL,             -- epoch ms
        group_id INTEGER NOT NULL REFERENCES document_groups ON DELETE CASCADE,
        offset INTEGER NOT NULL,           -- bytes, within the decompressed group
        length INTEGER NOT NULL,
        wrapped INTEGER NOT NULL,          -- 1: the text is a wrapper that has the time
        PRIMARY KEY (node_id, time)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX documents_by_group ON documents (group_id);

      CREATE TABLE samples (
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        time INTEGER NOT NULL,
        break TEXT,
        ha_state TEXT NOT NULL,
        safe_mode INTEGER NOT NULL,
        interval REAL,                     -- seconds since the sample before
        metrics BLOB NOT NULL,             -- 28 float64 little-endian, then 28 status bytes
        PRIMARY KEY (node_id, time)
      ) STRICT;

      -- Apart from samples, so that reading the 28 does not read four times as much.
      CREATE TABLE signals (
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        time INTEGER NOT NULL,
        signals BLOB NOT NULL,             -- a float64 and a status byte each, laid out as metrics
        PRIMARY KEY (node_id, time)
      ) STRICT;

      -- Minimum and maximum of each metric per 1, 10 and 60 minutes, so that months read in milliseconds.
      CREATE TABLE sample_buckets (
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        width INTEGER NOT NULL,            -- ms
        time INTEGER NOT NULL,             -- start of the bucket
        count INTEGER NOT NULL,            -- samples
        low BLOB NOT NULL,                 -- 28 float64, NaN where no value
        high BLOB NOT NULL,
        PRIMARY KEY (node_id, width, time)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE imports (
        id INTEGER PRIMARY KEY,
        started_at INTEGER NOT NULL,
        finished_at INTEGER,               -- NULL: running, or the process died
        summary TEXT NOT NULL              -- JSON
      ) STRICT;

      CREATE TABLE models (
        id TEXT PRIMARY KEY,               -- name of the folder under models/
        source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        created_at INTEGER NOT NULL,
        facts TEXT NOT NULL                -- JSON: what lists and status show without reading the folder
      ) STRICT;

      CREATE TABLE reports (
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        created_at INTEGER NOT NULL,
        title TEXT NOT NULL,
        from_time INTEGER NOT NULL,
        to_time INTEGER NOT NULL,
        incidents INTEGER NOT NULL,
        body BLOB NOT NULL                 -- the whole report, JSON, zstd
      ) STRICT;

      CREATE TABLE anomalies (
        source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        time INTEGER NOT NULL,             -- last row of the window
        report_id INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
        score REAL NOT NULL,
        threshold REAL NOT NULL,
        top_metric TEXT NOT NULL,
        PRIMARY KEY (node_id, time, report_id)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'notes, deletion and leading metric of reports, zones of nodes',
    sql: `
      ALTER TABLE nodes ADD COLUMN zone TEXT;        -- IANA zone of the NameNode's JVM; NULL where no dump said
      ALTER TABLE reports ADD COLUMN note TEXT NOT NULL DEFAULT '';
      ALTER TABLE reports ADD COLUMN deleted_at INTEGER; -- NULL: not deleted; purged a week later
      ALTER TABLE reports ADD COLUMN leading TEXT;   -- metric with the largest part in the worst incident
      UPDATE reports SET leading =
        (SELECT top_metric FROM anomalies WHERE report_id = reports.id ORDER BY score DESC LIMIT 1);
      -- So that a purge need not read all anomalies of each report.
      CREATE INDEX anomalies_by_report ON anomalies (report_id);
    `,
  },
  {
    name: 'models of reports',
    sql: `
      -- A draft of a model that no report names here may go. NULL: made before there were drafts.
      ALTER TABLE reports ADD COLUMN model_id TEXT;
    `,
  },
  {
    name: 'what was handed over with dumps: configurations, thread dumps, logs',
    sql: `
      -- A file beside the dumps. Times of its contents are as its clock on the wall shows them, as if that were UTC.
      CREATE TABLE attachments (
        id INTEGER PRIMARY KEY,
        source_id INTEGER REFERENCES sources ON DELETE CASCADE, -- NULL: its import has not ended
        node_id INTEGER REFERENCES nodes ON DELETE CASCADE,     -- NULL: any node of the source
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        head TEXT NOT NULL,                -- hash of its first bytes: the same file, grown or not
        size INTEGER NOT NULL,             -- bytes of content
        modified_at INTEGER NOT NULL,      -- epoch ms
        zone TEXT,                         -- of that clock; NULL: its lines name none, the node's is meant
        first INTEGER,                     -- times of its first and last line
        last INTEGER
      ) STRICT;
      CREATE INDEX attachments_by_source ON attachments (source_id, kind);

      CREATE TABLE configurations (
        attachment_id INTEGER PRIMARY KEY REFERENCES attachments ON DELETE CASCADE,
        settings BLOB NOT NULL             -- [key, value, final][], secrets left out, JSON, zstd
      ) STRICT;

      CREATE TABLE thread_dumps (
        id INTEGER PRIMARY KEY,
        attachment_id INTEGER NOT NULL REFERENCES attachments ON DELETE CASCADE,
        time INTEGER NOT NULL,
        handlers TEXT NOT NULL             -- what they were doing: [doing, threads][], JSON
      ) STRICT;
      CREATE INDEX thread_dumps_by_time ON thread_dumps (attachment_id, time);

      -- Lock holds, pauses, slow look-ups and journals.
      CREATE TABLE log_events (
        attachment_id INTEGER NOT NULL REFERENCES attachments ON DELETE CASCADE,
        kind TEXT NOT NULL,
        time INTEGER NOT NULL,             -- of its beginning
        ms REAL NOT NULL,
        who TEXT NOT NULL,                 -- frame, collector, user or journal
        user TEXT,
        path TEXT,
        PRIMARY KEY (attachment_id, kind, time, ms, who)
      ) STRICT, WITHOUT ROWID;

      -- Calls of some minutes of an audit log, by 10 s, user and command.
      CREATE TABLE audit_digests (
        id INTEGER PRIMARY KEY,
        attachment_id INTEGER NOT NULL REFERENCES attachments ON DELETE CASCADE,
        first INTEGER NOT NULL,            -- start of its first and of its last 10 s
        last INTEGER NOT NULL,
        data BLOB NOT NULL                 -- JSON, zstd
      ) STRICT;
      CREATE INDEX audit_digests_by_time ON audit_digests (attachment_id, first);
    `,
  },
  {
    name: 'watches, incidents, baseline rules, notifications; models in use',
    sql: `
      -- NameNodes that are read live. Secrets are not here: their host keeps them.
      CREATE TABLE watches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: secrets are named after it
        source_id INTEGER REFERENCES sources ON DELETE SET NULL, -- NULL: it has not answered yet
        configuration TEXT NOT NULL,       -- WatchInput, JSON
        paused INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        removed_at INTEGER                 -- NULL: not removed; purged at the next start
      ) STRICT;

      -- What a source's model is trained on again (BaselineRule, JSON), and what the last retraining saw.
      CREATE TABLE baseline_rules (
        source_id INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
        rule TEXT NOT NULL
      ) STRICT;
      CREATE TABLE retrainings (
        source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        ha_state TEXT NOT NULL,
        fingerprint TEXT NOT NULL,         -- of data, settings and engine
        finished_at INTEGER NOT NULL,
        PRIMARY KEY (source_id, ha_state)
      ) STRICT, WITHOUT ROWID;

      -- The model in use is the one that was chosen, or else made, last; a refused one never is.
      ALTER TABLE models ADD COLUMN chosen_at INTEGER;
      ALTER TABLE models ADD COLUMN refused TEXT;
      ALTER TABLE models ADD COLUMN ha_state TEXT;   -- of the rows that it learned; NULL: not kept then
      ALTER TABLE models ADD COLUMN draft INTEGER NOT NULL DEFAULT 0;
      UPDATE models SET draft = 1 WHERE json_extract(facts, '$.draft') = 1;
      -- All that tells which one is in use, so that facts need not be read past.
      CREATE INDEX models_by_source ON models (source_id, refused, chosen_at, created_at, ha_state, draft, id);
      -- So that rows are counted by state without reading them.
      CREATE INDEX samples_by_state ON samples (node_id, ha_state, time);

      -- Found by monitoring as windows come.
      CREATE TABLE incidents (
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        ha_state TEXT NOT NULL,
        model_id TEXT NOT NULL,
        start_time INTEGER NOT NULL,       -- first and last bad row
        end_time INTEGER NOT NULL,
        opened_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        closed_at INTEGER,                 -- NULL: open
        threshold REAL NOT NULL,
        peak REAL NOT NULL,
        severity REAL,
        leading TEXT,
        cause TEXT,
        title TEXT NOT NULL,
        user TEXT,
        acknowledged_at INTEGER,
        muted_until INTEGER,
        note TEXT NOT NULL DEFAULT '',
        verdict TEXT,                      -- 'normal', 'real', or NULL: nobody said
        body BLOB NOT NULL                 -- the incident with its evidence, JSON, zstd; last: lists need not read past it
      ) STRICT;
      CREATE INDEX incidents_by_source ON incidents (source_id, start_time);
      CREATE INDEX incidents_open ON incidents (source_id) WHERE closed_at IS NULL;
      -- In the order in which they are asked for: open ones first, then the newest.
      CREATE INDEX incidents_in_order ON incidents (closed_at IS NULL, start_time);
      CREATE INDEX incidents_by_node ON incidents (node_id, ha_state, closed_at IS NULL, end_time);

      -- Its flagged windows.
      CREATE TABLE incident_windows (
        incident_id INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
        time INTEGER NOT NULL,             -- last row of the window
        score REAL NOT NULL,
        top_metric TEXT NOT NULL,
        PRIMARY KEY (incident_id, time)
      ) STRICT, WITHOUT ROWID;

      -- How far a node was scored, so that a restart goes on there.
      CREATE TABLE scored (
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        ha_state TEXT NOT NULL,
        model_id TEXT NOT NULL,
        scored_to INTEGER NOT NULL,        -- last row of the last scored window
        score REAL,                        -- of that window; NULL: there was none yet
        run_from INTEGER,                  -- first flagged window, by its last row, of those that may go on; NULL: none
        PRIMARY KEY (node_id, ha_state)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY,
        channel TEXT NOT NULL,
        incident_id INTEGER REFERENCES incidents ON DELETE SET NULL,
        event TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,                -- JSON: what is to be sent
        created_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_at INTEGER,                   -- when to try again; NULL: no more
        error TEXT
      ) STRICT;
      CREATE INDEX deliveries_waiting ON deliveries (next_at) WHERE next_at IS NOT NULL;

      -- 1: collected by a watch, and so removed when its time has come; what a person imported never is.
      ALTER TABLE document_groups ADD COLUMN live INTEGER NOT NULL DEFAULT 0;

      -- How many samples this one is the mean of. Of more than one the extremes are in the bucket of its minute.
      ALTER TABLE samples ADD COLUMN merged INTEGER NOT NULL DEFAULT 1;
      -- How far a node's samples were thinned; NULL: none of them.
      ALTER TABLE nodes ADD COLUMN thinned_to INTEGER;
    `,
  },
  {
    name: 'how much is held of each node, counted as it comes and goes',
    sql: `
      -- Counting millions of rows takes long enough to be felt.
      ALTER TABLE nodes ADD COLUMN documents INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE nodes ADD COLUMN samples INTEGER NOT NULL DEFAULT 0;
      UPDATE nodes SET documents = (SELECT count(*) FROM documents d WHERE d.node_id = nodes.id),
        samples = (SELECT count(*) FROM samples s WHERE s.node_id = nodes.id);

      -- A row that is replaced counts as deleted only under PRAGMA recursive_triggers.
      CREATE TRIGGER documents_come AFTER INSERT ON documents BEGIN
        UPDATE nodes SET documents = documents + 1 WHERE id = NEW.node_id;
      END;
      CREATE TRIGGER documents_go AFTER DELETE ON documents BEGIN
        UPDATE nodes SET documents = documents - 1 WHERE id = OLD.node_id;
      END;
      CREATE TRIGGER samples_come AFTER INSERT ON samples BEGIN
        UPDATE nodes SET samples = samples + 1 WHERE id = NEW.node_id;
      END;
      CREATE TRIGGER samples_go AFTER DELETE ON samples BEGIN
        UPDATE nodes SET samples = samples - 1 WHERE id = OLD.node_id;
      END;
    `,
  },
  {
    name: 'reports of others, whose source need not be here',
    sql: `
      -- NOT NULL goes with the column: anomalies refer to the table, which must stay.
      ALTER TABLE reports ADD COLUMN home_id INTEGER REFERENCES sources ON DELETE CASCADE;
      UPDATE reports SET home_id = source_id;
      ALTER TABLE reports DROP COLUMN source_id;
      ALTER TABLE reports RENAME COLUMN home_id TO source_id; -- NULL: received
      -- Of a received report: when, whose it is (its data may be here, or come later), and what tells its file from others.
      ALTER TABLE reports ADD COLUMN received_at INTEGER;
      ALTER TABLE reports ADD COLUMN source_key TEXT;
      ALTER TABLE reports ADD COLUMN source_name TEXT;
      ALTER TABLE reports ADD COLUMN node_name TEXT;
      ALTER TABLE reports ADD COLUMN fingerprint TEXT;
    `,
  },
  {
    name: 'fleet runs: NameNodes of an engine, each judged over one window',
    sql: `
      CREATE TABLE fleets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        plan TEXT NOT NULL,                -- JSON: engine, window, baseline
        state TEXT NOT NULL,
        error TEXT,
        created_at INTEGER NOT NULL,
        finished_at INTEGER
      ) STRICT;
      CREATE TABLE fleet_rows (
        fleet_id INTEGER NOT NULL REFERENCES fleets ON DELETE CASCADE,
        instance TEXT NOT NULL,            -- the label's value
        step TEXT NOT NULL,
        incidents INTEGER NOT NULL,
        body TEXT NOT NULL,                -- JSON: FleetRow
        PRIMARY KEY (fleet_id, instance)
      ) STRICT;
      -- Lists of runs count their NameNodes, without reading these.
      CREATE INDEX fleet_rows_by_step ON fleet_rows (fleet_id, step, incidents);
    `,
  },
  {
    name: 'what was fetched of each node out of an engine',
    sql: `
      CREATE TABLE fetched_ranges (
        node_id INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE,
        mapping TEXT NOT NULL,             -- tells one set of queries from another
        step INTEGER NOT NULL,             -- ms between documents; 0: every scrape
        from_time INTEGER NOT NULL,        -- both ends included
        to_time INTEGER NOT NULL,
        PRIMARY KEY (node_id, mapping, step, from_time)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'engines: Prometheus-compatible servers whose series are read as history',
    sql: `
      -- Secrets are not here: their host keeps them.
      CREATE TABLE engines (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: secrets are named after it
        configuration TEXT NOT NULL,       -- EngineInput, JSON
        created_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
]
