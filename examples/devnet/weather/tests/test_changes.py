"""Weather that changes by itself, and the control methods."""
import time

from chain.tests.support import rpc
from weather.changes import Program, RandomWeather
from weather.proxy import Proxy

from .support import WeatherTest

MOODS = ["limited", {"mood": "lag", "blocks": 2}, {"mood": "connection", "how": "close"}]
CHOICES = [MOODS[0], MOODS[1:]]


class Changing(WeatherTest):
    def until(self, holds, what):
        """Waits until something holds."""
        deadline = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.01)

    def moods(self, url=None):
        """The moods of a port."""
        return rpc(url or self.port, "weather_status")["moods"]

    def test_control_is_never_hit(self):
        self.mood({"mood": "connection", "how": "close"})
        self.assertEqual(self.moods(), [{"mood": "connection", "how": "close"}])
        self.refused("no mood", self.mood, "sunny")
        self.refused("no method", self.through, "weather_forecast")
        self.assertTrue(self.through("weather_calm"))
        self.through("eth_chainId")
        self.assertEqual(rpc(self.port, "weather_status")["requests"], {"eth_chainId": 1})

    def test_what_was_sent_is_kept_as_it_was(self):
        raw = self.raw(to=self.keys[1][0], value=1)
        self.mood({"mood": "send", "how": "internal"})
        self.refused("internal error", self.through, "eth_sendRawTransaction", raw)
        self.assertEqual(self.through("weather_sent"), [raw])
        self.through("weather_clearLog")
        self.assertEqual(self.through("weather_sent"), [])

    def test_a_proxy_may_be_at_another_address(self):
        try:
            proxy = Proxy("::1")
            url = proxy.open(self.url)
        except OSError as problem:
            self.skipTest(f"this machine has no IPv6: {problem}")
        self.addCleanup(proxy.close)
        self.assertEqual(rpc(url, "eth_chainId"), "0x7a69")

    def test_ports_have_moods_of_their_own(self):
        other = self.through("weather_open")
        self.assertEqual(self.through("weather_ports"), [self.port, other])
        rpc(other, "weather_set", {"mood": "nonce", "n": 3})
        nonces = [rpc(url, "eth_getTransactionCount", self.keys[0][0], "latest") for url in (self.port, other)]
        self.assertEqual(nonces, ["0x0", "0x3"])

    def test_what_there_is_and_what_was(self):
        moods = self.through("weather_moods")
        self.assertIn({"mood": "lag", "options": {}, "reads": True, "sends": True}, moods)
        for each in moods:
            self.mood({"mood": each["mood"], **each["options"]})
        seen = rpc(self.port, "weather_status")["seen"]
        self.assertEqual(sum(seen.values()), len(moods))
        self.assertEqual(set(seen), {each["mood"] for each in moods})

    def test_a_program_runs_and_ends(self):
        fee = {"method": "devnet_setFixedBaseFee", "params": ["0x4d"]}
        steps = [{"seconds": 0.05, "moods": ["limited"]}, {"seconds": 0, "moods": [MOODS[1]], "do": [fee]}]
        self.through("weather_program", steps)
        self.until(lambda: not rpc(self.port, "weather_status")["changing"], "the program does not end")
        self.assertEqual(rpc(self.port, "weather_status")["steps"], 2)
        self.assertEqual(self.moods(), [MOODS[1]])
        self.mine()
        self.assertEqual(self.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], "0x4d")

    def test_a_program_that_repeats_goes_on_until_it_is_calm(self):
        self.through("weather_program", [{"seconds": 0.01, "moods": ["limited"]}, {"seconds": 0.01, "moods": []}], True)
        for expected in (["limited"], [], ["limited"], []):
            self.until(lambda: self.moods() == expected, expected)
        self.through("weather_calm")
        self.assertFalse(rpc(self.port, "weather_status")["changing"])

    def test_random_weather_follows_from_its_seed_and_leaves_nodes_sound(self):
        for _ in range(2):
            self.through("weather_open")
        ports = self.proxy.ports()

        def weather(seed):
            return list(RandomWeather(ports, seed=seed, moods=CHOICES, total=200, spells=[[], [{"method": "evm_mine"}]]).steps())

        one, same, other = weather(1), weather(1), weather(2)
        self.assertEqual(one, same)
        self.assertNotEqual(one, other)
        self.assertAlmostEqual(sum(step.seconds for step in one), 200)
        for step in one:
            self.assertEqual(sum(not moods for moods in step.moods.values()), 3 if step is one[-1] else 1)
        for port in ports:
            self.assertEqual({str(step.moods[port][0]) for step in one if step.moods[port]}, set(map(str, MOODS)))
        self.assertEqual(list(one[-1].moods.values()), [[], [], []])

    def test_steps_that_do_not_fit_are_refused(self):
        port = self.proxy.ports()[0]
        for steps in ([], {}, [{"moods": []}], [{"seconds": -1}], [{"seconds": 1, "moods": ["sunny"]}],
                      [{"seconds": 1, "moods": 3}]):
            with self.subTest(steps), self.assertRaises((ValueError, KeyError)):
                Program(port, steps, False)
