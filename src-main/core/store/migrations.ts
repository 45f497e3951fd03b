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
]
