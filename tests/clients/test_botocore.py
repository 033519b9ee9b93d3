"""Ours against botocore: its model of the service, and its validator of parameters.

botocore looks at less than the service does, so one direction holds: whatever it
refuses gets at least one diagnostic from us. Where all of ours are warnings, the
refusal is of a kind that is listed here.
"""

import json
import os
import random
import unittest

import botocore.validate

from bridge import Bridge, service_model

SOAK = bool(os.environ.get("DRYDOCK_SOAK"))
SEED = int(os.environ.get("DRYDOCK_SEED", "1"))
ROUNDS = 400_000 if SOAK else 4_000

# Refusals of botocore that the service does not share: each is a warning of ours.
WARNED_ONLY = {"unknown-member", "null-member"}
# Members that we have and the public model has not.
HIDDEN = {("RegisterContainerInstance", "/clientToken"), ("DiscoverPollEndpoint", "/zoneId")}
# Words that the model lists and the service refuses (row request-update-state-status).
REFUSED_WORDS = {("UpdateContainerInstancesState", "/status"): {"REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"}}
TYPES = {"integer": "integer", "long": "long", "double": "double", "boolean": "boolean", "string": "string", "list": "list", "structure": "structure",
         "map": "map", "timestamp": "timestamp"}

WORDS = ["", "a", "default", "aws:x", " x", "None", "\u00e9\U0001f6a2", "INTEGER", "STRINGSET", "PORTS", "GPU", "TAGS", "enabled",
         "0123456789abcdef0123456789abcdef", "container-instance", "x" * 129, "x" * 257,
         "arn:aws:ecs:eu-west-1:123456789012:container-instance/default/0123456789abcdef0123456789abcdef",
         "arn:aws:ecs:eu-west-1:123456789012:cluster/a"]


class Requests:
    """Random requests along botocore's shapes, now and then beside them."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def value(self, shape):
        chance = self.random.random()
        if chance < 0.03:
            return self.anything()
        return getattr(self, shape.type_name)(shape)

    def structure(self, shape):
        members = {}
        for name, member in shape.members.items():
            given = 0.97 if name in shape.required_members else 0.6
            if self.random.random() < given:
                members[name] = self.value(member)
        if self.random.random() < 0.04:
            members[self.random.choice(["bogus", "Cluster", "tag"])] = self.anything()
        return members

    def list(self, shape):
        return [self.value(shape.member) for _ in range(self.random.choice([0, 1, 1, 2, 3, 11]))]

    def string(self, shape):
        words = list(shape.enum) if shape.enum and self.random.random() < 0.8 else WORDS
        return self.random.choice(words)

    def integer(self, _):
        return self.random.choice([0, 1, 5, 100, 101, 1000, 1001, -1, 2**31 - 1, 2**31])

    def long(self, _):
        return self.random.choice([0, 1, -1, 2**63 - 1, 2**63])

    def map(self, shape):
        return {self.random.choice(["a", "", "name", "\u00e9"]): self.value(shape.value) for _ in range(self.random.choice([0, 1, 2]))}

    def timestamp(self, _):
        return self.random.choice([0, 1557768075.681, -1])

    def double(self, _):
        return self.random.choice([0.0, 1.5, -2.25, 3])

    def boolean(self, _):
        return self.random.random() < 0.5

    def anything(self):
        return self.random.choice([None, 5, 1.5, True, "x", [], {}, [None], {"a": None}, ["x", 5]])


class TestBotocore(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = service_model()
        cls.bridge = Bridge()
        cls.ours = cls.bridge.ask("model")

    @classmethod
    def tearDownClass(cls):
        cls.bridge.close()

    def test_every_member_is_the_models(self):
        for operation in self.ours["operations"]:
            name = operation["name"]
            theirs = dict(walk(self.service.operation_model(name).input_shape, ""))
            ours = dict(flatten(operation["members"]))
            hidden = {path for hidden_name, path in HIDDEN if hidden_name == name}
            self.assertEqual(set(ours) - hidden, set(theirs), name)
            for path, (kind, required) in theirs.items():
                self.assertEqual(ours[path][0], kind, f"{name} {path}")
                self.assertLessEqual(required, ours[path][1], f"{name} {path}: required in the model")

    def test_words_and_limits_are_the_models(self):
        for operation in self.ours["operations"]:
            name = operation["name"]
            rules = [rule for rule in self.ours["rules"] if rule["operation"] == name]
            for path, shape in shapes(self.service.operation_model(name).input_shape, ""):
                at = [rule["check"] for rule in rules if rule["path"] == path]
                if getattr(shape, "enum", None):
                    words = [set(check["values"]) for check in at if check["kind"] == "oneOf"]
                    self.assertEqual(words, [set(shape.enum) - REFUSED_WORDS.get((name, path), set())], f"{name} {path}")
                limits = (shape.metadata.get("min"), shape.metadata.get("max"))
                if limits != (None, None):
                    kind = {"list": "items", "string": "length", "integer": "range"}[shape.type_name]
                    found = [(check["min"], check.get("max")) for check in at if check["kind"] == kind]
                    self.assertIn(limits, found, f"{name} {path}")

    def test_what_botocore_refuses_is_never_passed(self):
        validator = botocore.validate.ParamValidator()
        names = [operation["name"] for operation in self.ours["operations"]]
        refused = warned = 0
        for number in range(ROUNDS):
            seed = SEED * 1_000_000 + number
            requests = Requests(seed)
            name = requests.random.choice(names)
            shape = self.service.operation_model(name).input_shape
            request = requests.structure(shape)
            if not validator.validate(request, shape).has_errors():
                continue
            refused += 1
            found = self.bridge.ask("judge", operation=name, request=json.dumps(request))
            reproduce = f"seed {seed}: {name} {json.dumps(request)}\n{validator.validate(request, shape).generate_report()}"
            self.assertTrue(found, reproduce)
            if all(diagnostic["severity"] == "warning" for diagnostic in found):
                warned += 1
                self.assertTrue({diagnostic["rule"] for diagnostic in found} & WARNED_ONLY, reproduce)
                for line in validator.validate(request, shape).generate_report().splitlines():
                    self.assertRegex(line, r"^Unknown parameter in |, value: None, type: ", reproduce)
        self.assertGreater(refused, ROUNDS // 20)
        print(f"\nnote: {ROUNDS} requests, botocore refused {refused}, {warned} of them only warned of by us")


def walk(shape, path):
    """Path, type and whether required, of every member below a structure."""
    for name, member in shape.members.items():
        yield from node(f"{path}/{name}", member, name in shape.required_members)


def node(path, shape, required):
    yield path, (TYPES[shape.type_name], required)
    if shape.type_name == "list":
        yield from node(f"{path}/*", shape.member, False)
    elif shape.type_name == "map":
        yield from node(f"{path}/*", shape.value, False)
    elif shape.type_name == "structure":
        yield from walk(shape, path)


def shapes(shape, path):
    """Path and shape of everything below a structure."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield from shapes(member, f"{path}/{name}")
    elif shape.type_name == "list":
        yield from shapes(shape.member, f"{path}/*")
    elif shape.type_name == "map":
        yield from shapes(shape.value, f"{path}/*")
    if path:
        yield path, shape


def flatten(members):
    for member in members:
        yield member["path"], (member["type"], member["required"])
        if "item" in member:
            yield from flatten([member["item"]])
        if "members" in member:
            yield from flatten(member["members"])


if __name__ == "__main__":
    unittest.main()
