//! What a simulation does, command by command: `tests/simulations/*.json`, and by the same
//! words `tests/scenarios/*.json`, each of which is one case. JavaScript runs them too. Each step is a command, or a `wait`, or nothing but a look,
//! and what is expected then:
//!
//! | word | what it says |
//! |---|---|
//! | `moment` | what the step is about, for whoever reads it or sees it fail |
//! | `elapsedMs` | how much time has passed since the beginning |
//! | `repeat` | how often the step is taken |
//! | `answer` | what the answer of a call has, among other things |
//! | `exception` | how a call is refused: `name`, `message`, and `status` where it is not 400 |
//! | `misuse` | the command is refused before anything happens: `message` |
//! | `wait` | time passes until `condition`, at most `limitMs`; `reached` unless it says false |
//! | `events` | all events since the step that asked before, each in part; `dropped` how many are lost |
//! | `types` | only events of these types are compared then |
//! | `explain` | what is asked for an explanation; `explanation` what it has, among other things |
//! | `hosts` | all hosts, each in part |
//! | `as` | names hosts, or the instance of an answer: `$a` is its ARN, `$a.id` its ID, `$a.ec2` its host |
//! | `keep` | names texts of the answer, each by its JSON pointer |
//!
//! Of a structure the members named are compared, a list item by item. `{"$absent": true}`
//! is a member that is missing, `{"$count": 3}` a list of three, `{"$has": [..]}` a list with
//! such items, `{"$lacks": [..]}` one without, `{"$matches": ".."}` a text; `{"$json": ..}` is
//! something as JSON text, and the abbreviations of `tests/cases` work too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use ecs_drydock::command::condition::Condition;
use ecs_drydock::command::from_json;
use ecs_drydock::command::options::Options;
use ecs_drydock::explain::{Ask, explain};
use ecs_drydock::simulation::{CallOutcome, Misuse, Outcome, Simulation};
use regex_lite::{Captures, Regex};
use serde_json::{Map, Value, json};

use crate::corpus::{cases as requests, expand};
use crate::facts::rows;

pub struct Case {
    pub place: String,
    rows: Vec<String>,
    options: String,
    steps: Vec<Value>,
}

impl Case {
    pub fn new(file: &str, case: &Value) -> Case {
        let rows = case["rows"].as_array().into_iter().flatten();
        Case {
            place: format!("{file}: {}", case["name"].as_str().unwrap()),
            rows: rows.map(|row| row.as_str().unwrap().to_owned()).collect(),
            options: case.get("options").map_or("{}".to_owned(), Value::to_string),
            steps: case["steps"].as_array().unwrap().iter().map(|step| expand(step, None)).collect(),
        }
    }
}

/// The files of a folder in `tests`, by name.
pub fn files(folder: &str) -> Vec<(String, Value)> {
    let folder = format!("{}/tests/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let file = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, file)
    };
    files.into_iter().map(read).collect()
}

fn cases() -> Vec<Case> {
    let files = files("simulations");
    let cases = |(name, file): &(String, Value)| -> Vec<Case> {
        file["cases"].as_array().unwrap().iter().map(|case| Case::new(name, case)).collect()
    };
    files.iter().flat_map(cases).collect()
}

/// What of a step is no part of its command.
const WORDS: [&str; 15] = [
    "moment",
    "elapsedMs",
    "repeat",
    "answer",
    "exception",
    "misuse",
    "wait",
    "events",
    "types",
    "dropped",
    "hosts",
    "as",
    "keep",
    "explain",
    "explanation",
];

/// What a name stands for.
enum Named {
    /// A host, by its place in the list of all, and what it is registered as at the time.
    Host(usize),
    /// A text of an answer.
    Text(String),
}

struct Run {
    simulation: Simulation,
    names: BTreeMap<String, Named>,
    /// The events before this one were looked at.
    cursor: u64,
    /// When it began.
    start_ms: u64,
    /// Whether even a request that is turned away leaves a trace.
    throttled: bool,
}

/// What differs, or nothing.
pub type Verdict = Result<(), String>;

impl Run {
    fn step(&mut self, step: &Value) -> Verdict {
        for _ in 0..step.get("repeat").map_or(1, |times| times.as_u64().unwrap()) {
            let members = step.as_object().unwrap();
            let command: Map<String, Value> = members
                .iter()
                .filter(|(name, _)| !WORDS.contains(&name.as_str()))
                .map(|(name, value)| (name.clone(), self.told(value)))
                .collect();
            let expected: Map<String, Value> = members
                .iter()
                .filter(|(name, _)| WORDS.contains(&name.as_str()))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            self.act(command, &Value::Object(expected))?;
        }
        Ok(())
    }

    fn act(&mut self, command: Map<String, Value>, expected: &Value) -> Verdict {
        let before = self.simulation.digest();
        let mut answer = Value::Null;
        let done = if let Some(wait) = expected.get("wait") {
            let wait = self.told(wait);
            let reached = self.wait(&wait);
            let wanted = wait.get("reached").is_none_or(|reached| reached.as_bool().unwrap());
            if reached.as_ref().is_ok_and(|reached| *reached != wanted) {
                return Err(format!("reached is not {wanted} at {}", self.simulation.world().now_ms()));
            }
            reached.map(drop)
        } else if let Some(asked) = expected.get("explain") {
            let ask: Result<Ask, Misuse> = from_json(&self.told(asked).to_string()).map_err(Misuse::from);
            ask.and_then(|ask| explain(&self.simulation, &ask)).map(|text| {
                answer = serde_json::from_str(&text).unwrap();
            })
        } else if command.is_empty() {
            Ok(())
        } else {
            let text = Value::Object(command.clone()).to_string();
            match self.simulation.apply_json(&text) {
                Ok(Outcome::Call(outcome)) => {
                    answer = serde_json::from_str(&outcome.body).map_err(|error| error.to_string())?;
                    self.called(&command, expected, &outcome, &answer, &before)?;
                    Ok(())
                }
                done => done.map(drop),
            }
        };
        match (done, expected.get("misuse")) {
            (Ok(()), None) => {}
            (Ok(()), Some(_)) => return Err("this should be misuse".to_owned()),
            (Err(misuse), None) => return Err(format!("misuse: {misuse}")),
            (Err(misuse), Some(wanted)) => {
                differ(&self.told(&wanted["message"]), Some(&json!(misuse.to_string())), "misuse")?;
                same(&before, &self.simulation.digest(), "misuse")?;
            }
        }
        if let Some(wanted) = expected.get("explanation") {
            differ(&self.told(wanted), Some(&answer), "explanation")?;
            same(&before, &self.simulation.digest(), "an explanation")?;
        }
        self.bind(expected, &answer);
        self.look(expected)
    }

    fn wait(&mut self, wait: &Value) -> Result<bool, Misuse> {
        let condition: Condition = from_json(&wait["condition"].to_string()).map_err(Misuse::from)?;
        let limit_ms = wait.get("limitMs").map_or(86_400_000, |limit| limit.as_u64().unwrap());
        self.simulation.advance_until(&condition, limit_ms)
    }

    fn called(
        &self,
        command: &Map<String, Value>,
        expected: &Value,
        outcome: &CallOutcome,
        answer: &Value,
        before: &str,
    ) -> Verdict {
        let operation = command["operation"].as_str().unwrap();
        match (expected.get("exception"), outcome.status) {
            (None, 200) => {
                if let Some(wanted) = expected.get("answer") {
                    differ(&self.told(wanted), Some(answer), "answer")?;
                }
                // What only looks changes nothing.
                let looks = ["Describe", "List", "Discover", "Get"].iter().any(|prefix| operation.starts_with(prefix));
                if looks && !self.throttled {
                    same(before, &self.simulation.digest(), operation)?;
                }
                Ok(())
            }
            (None, status) => Err(format!("{operation} answers {status}: {}", outcome.body)),
            (Some(_), 200) => Err(format!("{operation} is answered: {}", outcome.body)),
            (Some(wanted), status) => {
                differ(wanted.get("status").unwrap_or(&json!(400)), Some(&json!(status)), "status")?;
                differ(&wanted["name"], answer.get("__type"), "exception")?;
                differ(&self.told(&wanted["message"]), answer.get("message"), "message")?;
                // What is refused changes nothing, but that a fault which was ordered is used up.
                let ordered = ["ThrottlingException", "ServerException"].iter().any(|name| wanted["name"] == *name);
                if ordered || self.throttled { Ok(()) } else { same(before, &self.simulation.digest(), operation) }
            }
        }
    }

    fn bind(&mut self, expected: &Value, answer: &Value) {
        for (name, pointer) in expected.get("keep").and_then(Value::as_object).into_iter().flatten() {
            let text = answer.pointer(pointer.as_str().unwrap()).and_then(Value::as_str);
            self.names.insert(name.clone(), Named::Text(text.unwrap_or_else(|| panic!("no {pointer}")).to_owned()));
        }
        let names: Vec<&str> = match expected.get("as") {
            Some(Value::Array(names)) => names.iter().map(|name| name.as_str().unwrap()).collect(),
            Some(name) => vec![name.as_str().unwrap()],
            None => Vec::new(),
        };
        let first = self.simulation.host_keys().len().saturating_sub(names.len());
        for (place, name) in names.into_iter().enumerate() {
            let arn = answer.pointer("/containerInstance/containerInstanceArn").and_then(Value::as_str);
            let named = arn.map_or(Named::Host(first + place), |arn| Named::Text(arn.to_owned()));
            self.names.insert(name.to_owned(), named);
        }
    }

    fn look(&mut self, expected: &Value) -> Verdict {
        if expected.get("events").is_some() || expected.get("dropped").is_some() {
            let types: Vec<String> = expected.get("types").map_or_else(Vec::new, |types| {
                types.as_array().unwrap().iter().map(|kind| kind.as_str().unwrap().to_owned()).collect()
            });
            let (events, _, dropped) = self.simulation.events(self.cursor, usize::MAX, &types);
            let mut events: Value = serde_json::from_str(&events).unwrap();
            for event in events.as_array_mut().unwrap() {
                let words = event["detail-type"].as_str().unwrap().strip_prefix("ECS ").unwrap().replace(' ', "");
                let (first, rest) = words.split_at(1);
                event["type"] = json!(format!("{}{rest}", first.to_lowercase()));
            }
            let next = self.simulation.world().log().count();
            self.cursor = next;
            if let Some(wanted) = expected.get("events") {
                differ(&self.told(wanted), Some(&events), "events")?;
            }
            if let Some(wanted) = expected.get("dropped") {
                differ(wanted, Some(&json!(dropped)), "dropped")?;
            }
        }
        if let Some(wanted) = expected.get("elapsedMs") {
            let elapsed_ms = self.simulation.world().now_ms() - self.start_ms;
            differ(wanted, Some(&json!(elapsed_ms)), "elapsedMs")?;
        }
        match expected.get("hosts") {
            Some(wanted) => differ(&self.told(wanted), Some(&json!(self.hosts())), "hosts"),
            None => Ok(()),
        }
    }

    fn hosts(&self) -> Vec<Value> {
        serde_json::from_str(&self.simulation.hosts(&self.simulation.host_keys())).unwrap()
    }

    /// With the names put in, and `$json` made text.
    fn told(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => json!(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.told(item)).collect(),
            Value::Object(members) if members.contains_key("$json") => json!(self.told(&members["$json"]).to_string()),
            Value::Object(members) => {
                Value::Object(members.iter().map(|(name, value)| (name.clone(), self.told(value))).collect())
            }
            _ => value.clone(),
        }
    }

    fn text(&self, text: &str) -> String {
        let name = Regex::new(r"\$([a-z][A-Za-z0-9]*)(\.id|\.ec2)?").unwrap();
        let told = |found: &Captures<'_>| {
            let known = self.names.get(&found[1]).unwrap_or_else(|| panic!("nothing is named ${}", &found[1]));
            let part = found.get(2).map_or("", |part| part.as_str());
            self.named(known, part).unwrap_or_else(|| panic!("${} has no {part}", &found[1]))
        };
        name.replace_all(text, told).into_owned()
    }

    fn named(&self, named: &Named, part: &str) -> Option<String> {
        let member = |host: &Value, member: &str| host[member].as_str().map(str::to_owned);
        let arn = || match named {
            Named::Host(place) => member(&self.hosts()[*place], "containerInstanceArn"),
            Named::Text(text) => Some(text.clone()),
        };
        match (part, named) {
            (".ec2", Named::Host(place)) => member(&self.hosts()[*place], "id"),
            (".ec2", Named::Text(text)) => {
                let host = self.simulation.find_host(text)?;
                let hosts: Vec<Value> = serde_json::from_str(&self.simulation.hosts(&[host])).unwrap();
                member(&hosts[0], "id")
            }
            (".id", _) => arn()?.rsplit('/').next().map(str::to_owned),
            _ => arn(),
        }
    }
}

fn same(before: &str, after: &str, what: &str) -> Verdict {
    if before == after { Ok(()) } else { Err(format!("{what} changed something")) }
}

/// Whether something is as expected, as far as the expectation goes.
fn differ(expected: &Value, found: Option<&Value>, path: &str) -> Verdict {
    let wrong =
        || Err(format!("{path} is {} instead of {expected}", found.map_or("absent".to_owned(), Value::to_string)));
    let has = |items: &Value, wanted: &Value| {
        items.as_array().is_some_and(|items| items.iter().any(|item| differ(wanted, Some(item), path).is_ok()))
    };
    match (expected, found) {
        (Value::Object(members), _) if members.keys().any(|name| name.starts_with('$')) => {
            let nothing = Value::Null;
            let value = found.unwrap_or(&nothing);
            let mut holds = members.iter().map(|(helper, wanted)| match helper.as_str() {
                "$absent" => found.is_none(),
                "$count" => value.as_array().is_some_and(|items| json!(items.len()) == *wanted),
                "$has" => wanted.as_array().unwrap().iter().all(|wanted| has(value, wanted)),
                "$lacks" => value.is_array() && !wanted.as_array().unwrap().iter().any(|wanted| has(value, wanted)),
                "$matches" => {
                    let pattern = Regex::new(wanted.as_str().unwrap()).unwrap();
                    value.as_str().is_some_and(|text| pattern.is_match(text))
                }
                other => panic!("there is no {other}"),
            });
            if holds.all(|holds| holds) { Ok(()) } else { wrong() }
        }
        (Value::Object(members), Some(Value::Object(found))) => {
            members.iter().try_for_each(|(name, wanted)| differ(wanted, found.get(name), &format!("{path}.{name}")))
        }
        (Value::Array(items), Some(Value::Array(found))) if items.len() == found.len() => {
            let mut pairs = items.iter().zip(found).enumerate();
            pairs.try_for_each(|(index, (wanted, found))| differ(wanted, Some(found), &format!("{path}.{index}")))
        }
        (Value::Number(wanted), Some(Value::Number(found))) if wanted.as_f64() == found.as_f64() => Ok(()),
        (_, Some(found)) if expected == found => Ok(()),
        _ => wrong(),
    }
}

pub fn run(case: &Case) -> Verdict {
    let options: Options = from_json(&case.options).map_err(|misread| format!("options: {misread:?}"))?;
    let throttled = options.throttling;
    let simulation = Simulation::new(options.clone()).map_err(|problem| format!("options: {problem:?}"))?;
    let start_ms = simulation.world().now_ms();
    let mut run = Run { simulation, names: BTreeMap::new(), cursor: 0, start_ms, throttled };
    for (index, step) in case.steps.iter().enumerate() {
        let moment = step.get("moment").map_or(String::new(), |moment| format!(" ({moment})"));
        run.step(step).map_err(|wrong| format!("{}, step {}{moment}: {wrong}", case.place, index + 1))?;
    }
    // What was written down leads to the same, and so do the bytes of a snapshot.
    let mut again = Simulation::new(options).unwrap();
    for entry in run.simulation.journal() {
        again.apply_json(&entry).map_err(|misuse| format!("{}: the journal is misuse: {misuse}", case.place))?;
    }
    let digest = run.simulation.digest();
    if again.digest() != digest {
        return Err(format!("{}: the journal leads elsewhere: {:#?}", case.place, run.simulation.journal()));
    }
    if Simulation::restore(&run.simulation.snapshot()).unwrap().digest() != digest {
        return Err(format!("{}: the snapshot is another", case.place));
    }
    Ok(())
}

#[test]
fn simulations_go_as_they_should() {
    let cases = cases();
    let wrong: Vec<String> = cases.iter().filter_map(|case| run(case).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 350, "only {} cases", cases.len());
}

#[test]
fn no_name_of_a_case_stands_twice() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        assert!(seen.insert(case.place.clone()), "{} stands twice", case.place);
    }
}

/// Rows of the fact sheet that no case shows, each with where it belongs: to a client's own
/// code, to a function beside the simulation, to the rules, or to HTTP, which
/// `tests/js/server.test.js` shows.
const NOT_SHOWN: [(&str, &str); 7] = [
    ("page-waiters", "SDK"),
    ("assumption-43", "library"),
    ("assumption-50", "rules"),
    ("assumption-54", "rules"),
    ("assumption-75", "library"),
    ("assumption-110", "HTTP"),
    ("assumption-111", "HTTP"),
];

#[test]
fn every_row_is_shown_by_a_case() {
    let known: BTreeSet<String> = rows().into_iter().collect();
    let shown: BTreeSet<String> = cases().into_iter().flat_map(|case| case.rows).collect();
    let excused: BTreeSet<String> = NOT_SHOWN.iter().map(|(row, _)| (*row).to_owned()).collect();
    let list = |wrong: Vec<&String>, words: &str| assert!(wrong.is_empty(), "{words}: {wrong:#?}");
    list(shown.difference(&known).collect(), "cases name rows that there are not");
    list(excused.difference(&known).collect(), "NOT_SHOWN names rows that there are not");
    list(excused.intersection(&shown).collect(), "these have a case: take them out of NOT_SHOWN");
    // What is told of a request alone is shown by the cases of requests.
    let told: BTreeSet<String> = requests().into_iter().filter_map(|case| case.row).collect();
    let missing = known.iter().filter(|row| !shown.contains(*row) && !excused.contains(*row) && !told.contains(*row));
    list(missing.collect(), "no case shows");
}
