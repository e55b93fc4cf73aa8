using System.Diagnostics;
using System.Globalization;
using System.Text;
using Agent.Benchmarks.Model;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Sandbox.ScriptedModel;
using Agent.Testing;

namespace Agent.Benchmarks;

/// <summary>A turn that a model plans, five requests and four functions, beside a hand-written loop that sends the same bytes and calls the same functions; the model is a server in a process of its own.</summary>
/// <remarks>Contestants are interleaved and take turns in who comes first, each with a new store and conversations of its own, and the heap is settled before each. A ratio is of one round.</remarks>
internal static class ModelTurnBenchmark
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("ROUNDS") ?? "14", CultureInfo.InvariantCulture);
    private static readonly int WarmUp = Math.Min(4, Rounds / 2);

    private static readonly (int AtOnce, int Turns)[] Loads = [(1, 200), (16, 640), (128, 1280)];
    private static readonly string[] Names = ["hand-written loop", "agent, in memory", "agent, in a file"];

    private delegate Task<List<string>> Turn(string sentence, Action<string> show);

    public static async Task RunAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        var loop = await LoopAsync(http);
        using var server = await ModelServerProcess.StartAsync();
        var measured = Loads.Select(_ => Names.Select(_ => new List<Sample>()).ToArray()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var load = 0; load < Loads.Length; load++)
            {
                for (var i = 0; i < Names.Length; i++)
                {
                    var who = (round + i) % Names.Length;
                    var sample = await RunAsync(who, loop(server.Scripted), server.Scripted, Loads[load].AtOnce, Loads[load].Turns);
                    if (round >= WarmUp) measured[load][who].Add(sample);
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a turn of five model calls and four functions, medians of {Rounds - WarmUp} rounds; CPU of the client's process alone, (least, most)"));
        Console.WriteLine($"{"at once",7}  {"",-18} {"CPU ms a turn",-21} {"x loop",-18} {"turns/s",8} {"p50 ms",8} {"p99 ms",8} {"kB a turn",9}");
        for (var load = 0; load < Loads.Length; load++)
            for (var who = 0; who < Names.Length; who++) Print(Loads[load].AtOnce, Names[who], measured[load][who], measured[load][0]);
        await DripAsync(loop(server.Dripping), server.Dripping);
    }

    /// <summary>Learns the bytes from the agent's first turn, and checks that the loop sends the same.</summary>
    private static async Task<Func<Uri, HandWrittenLoop>> LoopAsync(HttpClient http)
    {
        await using var model = await ScriptedModelServer.StartAsync("http://127.0.0.1:0", TurnScript.Read());
        await using var agent = new MeasuredAgent(model.Endpoint, SqliteDatabase.Memory);
        var rounds = TurnScript.Functions.Count + 1;
        for (var tries = 0; ; tries++)
        {
            await CheckedAsync(agent.RunAsync);
            var first = model.Requests[^rounds].ReadBody();
            var loop = (Uri endpoint) => new HandWrittenLoop(http, endpoint, first.GetProperty("messages")[0].GetProperty("content").GetString()!, first.GetProperty("tools"), new StallPlugin(Context(MeasuredAgent.Zone)), MeasuredAgent.Zone);
            await CheckedAsync(loop(model.Endpoint).RunAsync);
            var sent = model.Requests.TakeLast(2 * rounds).Select(r => r.Body).ToArray();
            if (sent.Take(rounds).SequenceEqual(sent.Skip(rounds)))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"both send the same {sent.Take(rounds).Sum(Encoding.UTF8.GetByteCount):N0} bytes a turn"));
                return loop;
            }

            // The prompt holds the time, to the minute.
            if (tries > 0) throw new InvalidOperationException($"The loop sends other bytes than the agent:\n{sent[rounds - 1]}\n{sent[^1]}");
        }
    }

    private static TurnContext Context(TimeZoneInfo zone) =>
        new() { PersonId = "demo", ConversationId = "loop", TurnId = "loop", Language = Language.English, TimeZone = zone, Clock = TimeProvider.System, Ids = new RandomIds() };

    private static async Task<Sample> RunAsync(int who, HandWrittenLoop loop, Uri model, int atOnce, int turns)
    {
        if (who == 0) return await MeasureAsync(loop.RunAsync, atOnce, turns);
        using var folder = new TempFolder();
        await using var agent = new MeasuredAgent(model, who == 1 ? SqliteDatabase.Memory : folder.File("agent.db"));
        return await MeasureAsync(agent.RunAsync, atOnce, turns);
    }

    private static async Task<Sample> MeasureAsync(Turn turn, int atOnce, int turns)
    {
        // What is read once and kept (prompts, schemas, connections) is not a turn's.
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => CheckedAsync(turn)));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var took = new double[turns];
        var next = -1;
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Environment.CpuUsage.TotalTime;
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => TalkAsync()));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        Array.Sort(took);
        return new Sample(cpu.TotalMilliseconds / turns, turns / seconds, took[turns / 2], took[turns * 99 / 100], allocated / 1024.0 / turns);

        async Task TalkAsync()
        {
            for (int at; (at = Interlocked.Increment(ref next)) < turns;)
            {
                var start = Stopwatch.GetTimestamp();
                await CheckedAsync(turn);
                took[at] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }
    }

    private static async Task CheckedAsync(Turn turn)
    {
        var text = new StringBuilder();
        var called = await turn(TurnScript.Sentence, piece => text.Append(piece));
        if (!called.SequenceEqual(TurnScript.Functions) || text.ToString() != TurnScript.Text) throw new InvalidOperationException($"The turn called {string.Join(", ", called)} and said: {text}");
    }

    /// <summary>From a server's flush of a piece of text to the person's event.</summary>
    private static async Task DripAsync(HandWrittenLoop loop, Uri model)
    {
        await using var agent = new MeasuredAgent(model, SqliteDatabase.Memory);
        Console.WriteLine();
        Console.WriteLine($"from the server's flush of a piece of text to the one who reads it, {DripServer.Pieces} pieces an answer");
        Console.WriteLine($"{"at once",7}  {"",-18} {"p50 ms",8} {"p99 ms",8} {"max ms",8}");
        foreach (var atOnce in (int[])[1, 16])
        {
            foreach (var (name, turn) in ((string, Turn)[])[(Names[0], loop.RunAsync), (Names[1], agent.RunAsync)])
            {
                await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => DripAsync(turn, 1)));
                var waits = (await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => DripAsync(turn, atOnce == 1 ? 16 : 4)))).SelectMany(w => w).Order().ToArray();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{atOnce,7}  {name,-18} {waits[waits.Length / 2],8:0.00} {waits[waits.Length * 99 / 100],8:0.00} {waits[^1],8:0.00}"));
            }
        }
    }

    private static async Task<List<double>> DripAsync(Turn turn, int turns)
    {
        var waits = new List<double>();
        for (var i = 0; i < turns; i++) await turn(TurnScript.Sentence, text => DripServer.Read(text, waits));
        return waits.Count == turns * DripServer.Pieces ? waits : throw new InvalidOperationException($"{waits.Count} pieces came.");
    }

    private static void Print(int atOnce, string name, List<Sample> samples, List<Sample> loop)
    {
        var ratios = samples.Zip(loop, (s, l) => s.Cpu / l.Cpu).ToList();
        var cpu = samples.Select(s => s.Cpu).ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{atOnce,7}  {name,-18} {Median(cpu),6:0.000} ({cpu.Min():0.000}, {cpu.Max():0.000}) {Median(ratios),4:0.00} ({ratios.Min():0.00}, {ratios.Max():0.00}) {Median(samples.Select(s => s.PerSecond)),8:0} {Median(samples.Select(s => s.P50)),8:0.0} {Median(samples.Select(s => s.P99)),8:0.0} {Median(samples.Select(s => s.Kilobytes)),9:0}"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private readonly record struct Sample(double Cpu, double PerSecond, double P50, double P99, double Kilobytes);
}
