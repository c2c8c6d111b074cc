BEGIN TRANSACTION;
CREATE TABLE finding (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        severity TEXT NOT NULL,
        data TEXT NOT NULL,               -- JSON, as in a plan file
        PRIMARY KEY (key, id)
    ) WITHOUT ROWID;
INSERT INTO "finding" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','cluster-deviation-aba7bc3c','cluster-deviation','notice','{"id": "cluster-deviation-aba7bc3c", "kind": "cluster-deviation", "severity": "notice", "clusters": ["b"], "roles": [], "people": [], "periods": ["2027-01"], "message": "Cluster B: 0,80 fte is geplaatst; de indicatie is 1,00 fte.", "figures": {"placed": 0.8, "indicated": 1}, "source": null}');
INSERT INTO "finding" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','formation-open-3d81f77e','formation-open','notice','{"id": "formation-open-3d81f77e", "kind": "formation-open", "severity": "notice", "clusters": [], "roles": [], "people": [], "periods": ["2027-01"], "message": "Adviseur: 2,80 van 3,00 fte is bezet.", "figures": {"occupied": 2.8, "vacancies": 0, "formation": 3}, "source": null}');
INSERT INTO "finding" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','idle-5ba888ea','idle','notice','{"id": "idle-5ba888ea", "kind": "idle", "severity": "notice", "clusters": ["a"], "roles": ["kas", "balie"], "people": ["P01"], "periods": ["2027-01"], "message": "P01 heeft 0,35 van 1,00 fte over.", "figures": {"left": 0.35, "available": 1}, "source": null}');
INSERT INTO "finding" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','idle-60767a21','idle','notice','{"id": "idle-60767a21", "kind": "idle", "severity": "notice", "clusters": ["a"], "roles": ["kas"], "people": ["P02"], "periods": ["2027-01"], "message": "P02 heeft 0,35 van 1,00 fte over.", "figures": {"left": 0.35, "available": 1}, "source": null}');
INSERT INTO "finding" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','idle-b47c4b41','idle','notice','{"id": "idle-b47c4b41", "kind": "idle", "severity": "notice", "clusters": ["b"], "roles": ["punt.een"], "people": ["P03"], "periods": ["2027-01"], "message": "P03 heeft 0,30 van 0,80 fte over.", "figures": {"left": 0.3, "available": 0.8}, "source": null}');
INSERT INTO "finding" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','single-person-18dff7d0','single-person','notice','{"id": "single-person-18dff7d0", "kind": "single-person", "severity": "notice", "clusters": ["a"], "roles": ["balie"], "people": ["P01"], "periods": ["2027-01"], "message": "Balie: rust alleen op P01 (eenpitter).", "figures": {"fte": 0.5}, "source": null}');
INSERT INTO "finding" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','single-person-ea2f5192','single-person','notice','{"id": "single-person-ea2f5192", "kind": "single-person", "severity": "notice", "clusters": ["b"], "roles": ["punt.een"], "people": ["P03"], "periods": ["2027-01"], "message": "Punt: rust alleen op P03 (eenpitter).", "figures": {"fte": 0.4}, "source": null}');
INSERT INTO "finding" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','cluster-deviation-aba7bc3c','cluster-deviation','notice','{"id": "cluster-deviation-aba7bc3c", "kind": "cluster-deviation", "severity": "notice", "clusters": ["b"], "roles": [], "people": [], "periods": ["2027-01"], "message": "Cluster B: 0,00 fte is geplaatst; de indicatie is 1,00 fte.", "figures": {"placed": 0, "indicated": 1}, "source": null}');
INSERT INTO "finding" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','formation-open-3d81f77e','formation-open','notice','{"id": "formation-open-3d81f77e", "kind": "formation-open", "severity": "notice", "clusters": [], "roles": [], "people": [], "periods": ["2027-01"], "message": "Adviseur: 2,00 van 3,00 fte is bezet.", "figures": {"occupied": 2, "vacancies": 0, "formation": 3}, "source": null}');
INSERT INTO "finding" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','single-person-b7ddc4d4','single-person','notice','{"id": "single-person-b7ddc4d4", "kind": "single-person", "severity": "notice", "clusters": ["b"], "roles": ["punt.een"], "people": ["P01"], "periods": ["2027-01"], "message": "Punt: rust alleen op P01 (eenpitter).", "figures": {"fte": 0.4}, "source": null}');
CREATE TABLE level (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        number INTEGER NOT NULL,          -- from 1
        value REAL NOT NULL,
        bound REAL,
        status TEXT NOT NULL,             -- optimal, feasible
        PRIMARY KEY (key, number)
    ) WITHOUT ROWID;
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',1,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',2,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',3,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',4,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',5,0.2,0.2,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',6,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',7,0.09,0.09,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',8,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',9,4.0,4.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',1,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',2,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',3,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',4,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',5,1.0,1.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',6,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',7,0.1,0.1,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',8,0.0,0.0,'optimal');
INSERT INTO "level" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',9,5.0,5.0,'optimal');
CREATE TABLE part (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        view TEXT NOT NULL,               -- function, scale, group, cluster
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        formation REAL,
        occupied REAL NOT NULL,
        vacant REAL NOT NULL,
        PRIMARY KEY (key, view, id)
    ) WITHOUT ROWID;
INSERT INTO "part" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','cluster','a',2,'Cluster A',2.0,2.0,0.0);
INSERT INTO "part" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','cluster','b',3,'Cluster B',1.0,0.8,0.0);
INSERT INTO "part" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','function','adviseur',0,'Adviseur',3.0,2.8,0.0);
INSERT INTO "part" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','scale','10',1,'10',3.0,2.8,0.0);
INSERT INTO "part" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','cluster','a',2,'Cluster A',2.0,2.0,0.0);
INSERT INTO "part" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','cluster','b',3,'Cluster B',1.0,0.0,0.0);
INSERT INTO "part" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','function','adviseur',0,'Adviseur',3.0,2.0,0.0);
INSERT INTO "part" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','scale','10',1,'10',3.0,2.0,0.0);
CREATE TABLE plan (
        key TEXT PRIMARY KEY REFERENCES result(key) ON DELETE CASCADE,
        data TEXT NOT NULL                -- JSON, as a plan file without its findings
    ) WITHOUT ROWID;
INSERT INTO "plan" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','{
  "format": 1,
  "scenario": {"name": "Proefdorp", "sha256": "13d7321c7da9758e8cc2734b5a1373e16d2d251096bb1e5e1b0594efd2e2e44f"},
  "program": {"rollenplanner": "0.1.0", "ortools": "9.15.6755"},
  "settings": {"seed": 1, "workers": 1, "time_limit": 0.5, "deterministic": true},
  "status": "optimal",
  "objective": [
    {
      "terms": {"critical_uncovered": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"uncovered": 0.0, "unplaced": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"coordination": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"critical_missing_backups": 0.0, "missing_backups": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"over_formation": 0.0, "cluster_deviation": 0.2},
      "value": 0.2,
      "bound": 0.2,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"competence_gap": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"imbalance": 0.09, "overload": 0.0},
      "value": 0.09,
      "bound": 0.09,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"wishes": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"moves": 0.0, "changes": 3.0, "unprepared": 0.0, "fragmentation": 1.0},
      "value": 4.0,
      "bound": 4.0,
      "gap": 0.0,
      "status": "optimal"
    }
  ],
  "terms": {
    "uncovered": 0.0,
    "critical_uncovered": 0.0,
    "missing_backups": 0.0,
    "critical_missing_backups": 0.0,
    "coordination": 0.0,
    "unplaced": 0.0,
    "over_formation": 0.0,
    "cluster_deviation": 0.2,
    "competence_gap": 0.0,
    "imbalance": 0.09,
    "imbalance_squared": 0.0033,
    "overload": 0.0,
    "wishes": 0.0,
    "moves": 0.0,
    "changes": 3.0,
    "unprepared": 0.0,
    "fragmentation": 1.0,
    "headcount": 3.0,
    "jumps": 0.0
  },
  "periods": ["2027-01"],
  "placement": {
    "P01": {"function": "adviseur", "cluster": "a"},
    "P02": {"function": "adviseur", "cluster": "a"},
    "P03": {"function": "adviseur", "cluster": "b"}
  },
  "roles": {
    "kas": {
      "holders": {"P01": [0.15], "P02": [0.65]},
      "backups": {"P03": [1]}
    },
    "balie": {
      "holders": {"P01": [0.5]}
    },
    "punt.een": {
      "holders": {"P03": [0.4]}
    }
  },
  "findings": []
}
');
INSERT INTO "plan" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','{
  "format": 1,
  "scenario": {"name": "Proefdorp", "sha256": "ccaa348b58f15b6fc2447e9e80e7ee876c9acb53cdb0c2941544b9b1192fe3e3"},
  "program": {"rollenplanner": "0.1.0", "ortools": "9.15.6755"},
  "settings": {"seed": 1, "workers": 1, "time_limit": 0.5, "deterministic": true},
  "status": "optimal",
  "objective": [
    {
      "terms": {"critical_uncovered": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"uncovered": 0.0, "unplaced": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"coordination": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"critical_missing_backups": 0.0, "missing_backups": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"over_formation": 0.0, "cluster_deviation": 1.0},
      "value": 1.0,
      "bound": 1.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"competence_gap": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"imbalance": 0.1, "overload": 0.0},
      "value": 0.1,
      "bound": 0.1,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"wishes": 0.0},
      "value": 0.0,
      "bound": 0.0,
      "gap": 0.0,
      "status": "optimal"
    },
    {
      "terms": {"moves": 0.0, "changes": 3.0, "unprepared": 0.0, "fragmentation": 2.0},
      "value": 5.0,
      "bound": 5.0,
      "gap": 0.0,
      "status": "optimal"
    }
  ],
  "terms": {
    "uncovered": 0.0,
    "critical_uncovered": 0.0,
    "missing_backups": 0.0,
    "critical_missing_backups": 0.0,
    "coordination": 0.0,
    "unplaced": 0.0,
    "over_formation": 0.0,
    "cluster_deviation": 1.0,
    "competence_gap": 0.0,
    "imbalance": 0.1,
    "imbalance_squared": 0.01,
    "overload": 0.0,
    "wishes": 0.0,
    "moves": 0.0,
    "changes": 3.0,
    "unprepared": 0.0,
    "fragmentation": 2.0,
    "headcount": 2.0,
    "jumps": 0.0
  },
  "periods": ["2027-01"],
  "placement": {
    "P01": {"function": "adviseur", "cluster": "a"},
    "P02": {"function": "adviseur", "cluster": "a"}
  },
  "roles": {
    "kas": {
      "holders": {"P02": [0.8]},
      "backups": {"P01": [1]}
    },
    "balie": {
      "holders": {"P01": [0.35], "P02": [0.15]}
    },
    "punt.een": {
      "holders": {"P01": [0.4]}
    }
  },
  "findings": []
}
');
CREATE TABLE result (
        key TEXT PRIMARY KEY,             -- hash of scenario, settings and versions
        scenario_sha256 TEXT NOT NULL,
        ground_sha256 TEXT NOT NULL,      -- of the study for which it was computed
        status TEXT NOT NULL,             -- optimal, feasible, infeasible, unknown, failed
        reason TEXT,                      -- why there is no answer, if failed
        formation REAL,                   -- fte laid down, of functions that have a formation
        occupied REAL,                    -- fte of people there, in the period furthest from it
        vacant REAL,                      -- fte of vacancies there in that period
        critical INTEGER,                 -- findings per severity
        serious INTEGER,
        notice INTEGER,
        fragile INTEGER,                  -- people whose absence alone loses critical work
        fragility REAL                    -- the most critical fte that one absence loses
    ) WITHOUT ROWID;
INSERT INTO "result" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','13d7321c7da9758e8cc2734b5a1373e16d2d251096bb1e5e1b0594efd2e2e44f','dc61655e05ebaf290da27875d7ec136cedec5e385541508897ade639db813ec6','optimal',NULL,3.0,2.8,0.0,0,0,7,0,0.0);
INSERT INTO "result" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','ccaa348b58f15b6fc2447e9e80e7ee876c9acb53cdb0c2941544b9b1192fe3e3','dc61655e05ebaf290da27875d7ec136cedec5e385541508897ade639db813ec6','optimal',NULL,3.0,2.0,0.0,0,0,3,0,0.0);
CREATE TABLE setting (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        name TEXT NOT NULL,               -- seed, workers, time_limit, deterministic, fragility
        value TEXT NOT NULL,
        PRIMARY KEY (key, name)
    ) WITHOUT ROWID;
INSERT INTO "setting" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','deterministic','true');
INSERT INTO "setting" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','fragility','true');
INSERT INTO "setting" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','seed','1');
INSERT INTO "setting" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','time_limit','0.5');
INSERT INTO "setting" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','workers','1');
INSERT INTO "setting" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','deterministic','true');
INSERT INTO "setting" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','fragility','true');
INSERT INTO "setting" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','seed','1');
INSERT INTO "setting" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','time_limit','0.5');
INSERT INTO "setting" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','workers','1');
CREATE TABLE study (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        kind TEXT NOT NULL,               -- variants, frontier
        ground_sha256 TEXT NOT NULL,      -- of horizon, objective, limits and rules in common
        ground TEXT NOT NULL,             -- these, as JSON: path -> value
        axes TEXT NOT NULL,               -- JSON list of what is varied
        objective TEXT NOT NULL           -- JSON list of levels: term -> weight
    ) WITHOUT ROWID;
INSERT INTO "study" VALUES('studie','Proefstudie','nl','variants','dc61655e05ebaf290da27875d7ec136cedec5e385541508897ade639db813ec6','{"horizon.start": "2027-01", "horizon.period": "half-year", "horizon.count": "1", "objective.0": "{\"critical_uncovered\": 1}", "objective.1": "{\"uncovered\": 1, \"unplaced\": 1}", "objective.2": "{\"coordination\": 1}", "objective.3": "{\"critical_missing_backups\": 3, \"missing_backups\": 1}", "objective.4": "{\"cluster_deviation\": 1, \"over_formation\": 1}", "objective.5": "{\"competence_gap\": 1}", "objective.6": "{\"imbalance\": 1, \"overload\": 2}", "objective.7": "{\"wishes\": 1}", "objective.8": "{\"changes\": 1, \"fragmentation\": 1, \"moves\": 2, \"unprepared\": 2}", "rules.step": "5", "rules.max_roles": "3", "rules.max_backups": "None", "rules.own_cluster": "False", "rules.full": "95", "rules.stretch": "10", "rules.levels": "presumed", "rules.scale_down": "20", "rules.scale_up": "10", "rules.learning": "None", "rules.max_changes": "None", "rules.no_double_change": "False", "rules.first_line": "None"}','[]','[{"critical_uncovered": 1}, {"uncovered": 1, "unplaced": 1}, {"coordination": 1}, {"critical_missing_backups": 3, "missing_backups": 1}, {"over_formation": 1, "cluster_deviation": 1}, {"competence_gap": 1}, {"imbalance": 1, "overload": 2}, {"wishes": 1}, {"moves": 2, "changes": 1, "unprepared": 2, "fragmentation": 1}]');
CREATE TABLE study_case (
        study TEXT NOT NULL REFERENCES study(id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        number INTEGER NOT NULL,          -- order in the specification
        variant TEXT NOT NULL,
        name TEXT NOT NULL,
        axes TEXT NOT NULL,               -- JSON: axis -> value
        key TEXT NOT NULL,                -- of its result
        PRIMARY KEY (study, id)
    ) WITHOUT ROWID;
INSERT INTO "study_case" VALUES('studie','nu',1,'nu','Zoals het nu is','{}','894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e');
INSERT INTO "study_case" VALUES('studie','zonder',2,'zonder','zonder','{}','ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74');
CREATE TABLE term (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        term TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (key, term)
    ) WITHOUT ROWID;
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','changes',3.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','cluster_deviation',0.2);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','competence_gap',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','coordination',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','critical_missing_backups',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','critical_uncovered',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','fragmentation',1.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','headcount',3.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','imbalance',0.09);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','imbalance_squared',0.0033);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','jumps',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','missing_backups',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','moves',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','over_formation',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','overload',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','uncovered',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','unplaced',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','unprepared',0.0);
INSERT INTO "term" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','wishes',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','changes',3.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','cluster_deviation',1.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','competence_gap',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','coordination',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','critical_missing_backups',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','critical_uncovered',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','fragmentation',2.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','headcount',2.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','imbalance',0.1);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','imbalance_squared',0.01);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','jumps',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','missing_backups',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','moves',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','over_formation',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','overload',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','uncovered',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','unplaced',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','unprepared',0.0);
INSERT INTO "term" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','wishes',0.0);
CREATE TABLE timing (
        key TEXT PRIMARY KEY REFERENCES result(key) ON DELETE CASCADE,
        seconds REAL NOT NULL,            -- in its worker, everything together
        solving REAL NOT NULL,            -- of these, in the solver
        finished TEXT NOT NULL            -- UTC
    ) WITHOUT ROWID;
INSERT INTO "timing" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e',1.57010308997996617108e-01,5.83465230010915547609e-02,'2026-11-28T23:23:46+00:00');
INSERT INTO "timing" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74',7.34494190000987146049e-02,6.35776659983093850314e-02,'2026-11-28T23:23:46+00:00');
CREATE TABLE version (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        program TEXT NOT NULL,
        version TEXT NOT NULL,
        PRIMARY KEY (key, program)
    ) WITHOUT ROWID;
INSERT INTO "version" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','ortools','9.15.6755');
INSERT INTO "version" VALUES('894cf020962419dd60d6692b6f53f0853161d51861245bc28e0c2d2ee7be829e','rollenplanner','0.1.0');
INSERT INTO "version" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','ortools','9.15.6755');
INSERT INTO "version" VALUES('ea33b914c4379a8e0ea290fa0d459ab53b3f4eaf45eda46abf5e93c9527f9a74','rollenplanner','0.1.0');
CREATE INDEX study_case_key ON study_case (key);
COMMIT;
