using System.Diagnostics;
using System.Globalization;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Testing;

namespace Agent.Benchmarks;

/// <summary>Whole search_menu calls over a committed mix of queries, by people in different zones, at three sizes of the catalogue.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 12;
    private const int Seed = 20260206;

    public static async Task RunAsync()
    {
        var queries = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "queries.txt")).Where(l => !l.StartsWith('#')).Select(Query.Parse).ToArray();
        Console.WriteLine($"search_menu, {queries.Length} queries x {Rounds} zones, one thread, feeds only; wall clock, and CPU time of the whole process, which a busy machine does not stretch");
        Console.WriteLine($"{"offers",8} {"items",8} {"build ms",9} {"p50 ms",8} {"p99 ms",8} {"max ms",8} {"p99 CPU",8}  slowest query");
        foreach (var offers in (int[])[1_000, 10_000, 100_000]) Console.WriteLine(await MeasureAsync(offers, queries));
    }

    private static async Task<string> MeasureAsync(int offers, Query[] queries)
    {
        var time = new VirtualTime();
        var platforms = GeneratedCatalogue.Build(offers, Seed);
        var directory = new PlatformDirectory(platforms, time);
        using var index = new MenuIndex(directory, time);
        await using var database = SqliteDatabase.Open(":memory:");
        for (var zone = 0; zone < Rounds; zone++)
        {
            var name = Text(zone);
            await database.WriteAsync(tx => { AddressBook.Save(tx, name, new Address("home", new LocalizedText("Home", "家", "Zuhause"), "Street", "z" + name), null); return 0; }, default);
        }

        var begin = Stopwatch.GetTimestamp();
        await Plugin(0).SearchMenu("");
        var build = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        foreach (var query in queries) await query.RunAsync(Plugin(0));

        var took = new List<(double Milliseconds, double Cpu, string Text)>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var query in queries)
            {
                var plugin = Plugin(round);
                var cpu = Environment.CpuUsage.TotalTime;
                begin = Stopwatch.GetTimestamp();
                await query.RunAsync(plugin);
                took.Add((Stopwatch.GetElapsedTime(begin).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds, query.Text));
            }
        }

        took.Sort((a, b) => a.Milliseconds.CompareTo(b.Milliseconds));
        var slowest = took.GroupBy(t => t.Text, (text, all) => (Key: text, Median: all.ElementAt(Rounds / 2).Milliseconds)).MaxBy(q => q.Median);
        var items = platforms.SelectMany(p => p.Menus).SelectMany(m => m.Items).Select(i => i.Id).Distinct().Count();
        return string.Create(CultureInfo.InvariantCulture, $"{offers,8} {items,8} {build,9:0} {took[took.Count / 2].Milliseconds,8:0.00} {took[took.Count * 99 / 100].Milliseconds,8:0.00} {took[^1].Milliseconds,8:0.00} {took.Select(t => t.Cpu).Order().ElementAt(took.Count * 99 / 100),8:0.00}  {slowest.Key} (median {slowest.Median:0.00})");

        MenuPlugin Plugin(int person) => new(
            new TurnContext
            {
                PersonId = Text(person),
                ConversationId = "cnv",
                TurnId = "trn",
                Language = (Language)(person % 3),
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
                Clock = time,
                Ids = new SeededIds(Seed),
            },
            index,
            directory,
            database);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Query(string Text, string? Category, long? Max, string[]? Diet, bool? Open, MenuSort? Sort)
    {
        public static Query Parse(string line)
        {
            var query = new Query(line.Split('|')[0], null, null, null, null, null);
            foreach (var filter in line.Split('|').Skip(1).SelectMany(f => f.Split(',')))
            {
                query = filter.Split('=') switch
                {
                    ["category", var category] => query with { Category = category },
                    ["max", var max] => query with { Max = long.Parse(max, CultureInfo.InvariantCulture) },
                    ["diet", var diet] => query with { Diet = [diet] },
                    ["open"] => query with { Open = true },
                    ["sort", var sort] => query with { Sort = Enum.Parse<MenuSort>(sort, ignoreCase: true) },
                    _ => throw new FormatException($"queries.txt has the filter '{filter}', which is not known."),
                };
            }

            return query;
        }

        public async Task RunAsync(MenuPlugin plugin)
        {
            var outcome = await plugin.SearchMenu(Text, Category, Max, Diet, Open, Sort, 10);
            if (!outcome.Succeeded) throw new InvalidOperationException($"The query '{Text}' was refused: {outcome.Refusal.Code}.");
        }
    }
}
