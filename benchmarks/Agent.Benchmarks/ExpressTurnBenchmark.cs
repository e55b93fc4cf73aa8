using System.Globalization;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Benchmarks;

/// <summary>CPU of an express turn with four function calls, beside the same four calls made directly; once with the store in memory, once in a file.</summary>
/// <remarks>Every round has a new world and the same conversations, so no round pays for what an earlier one left. Rounds alternate in which of the two comes first, and the heap is settled before each.</remarks>
internal static class ExpressTurnBenchmark
{
    private const int Rounds = 24;
    private const int TurnsARound = 100;
    private const int WarmUp = 12;
    private const string Person = "demo";
    private const string Sentence = "two large taro milk teas, half sugar, no ice, as cheap as possible";
    private static readonly string[] Functions = ["search_menu", "update_basket", "compare_prices", "request_payment"];

    public static async Task RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CPU ms a turn: median (least, most) of {Rounds - WarmUp} rounds of {TurnsARound}"));
        var memory = await MeasureAsync("store in memory", _ => SqliteDatabase.Memory);
        using var folder = new Testing.TempFolder();
        var file = await MeasureAsync("store in a file", round => folder.File(string.Create(CultureInfo.InvariantCulture, $"agent-{round}.db")));
        Console.WriteLine();
        Console.WriteLine("what a file adds, of the medians");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  express turn         {file.Turn - memory.Turn:0.000}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the same four calls  {file.Direct - memory.Direct:0.000}"));
    }

    private static async Task<(double Turn, double Direct)> MeasureAsync(string title, Func<int, string> path)
    {
        var (turns, direct, added) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (turn, calls) = await RoundAsync(path(round), turnsFirst: round % 2 == 0);
            if (round < WarmUp) continue;
            turns.Add(turn);
            direct.Add(calls);
            added.Add(turn - calls);
        }

        Console.WriteLine();
        Console.WriteLine(title);
        Print("express turn", turns);
        Print("the same four calls", direct);
        Print("what the agent adds", added);
        return (Median(turns), Median(direct));
    }

    private static async Task<(double Turn, double Direct)> RoundAsync(string path, bool turnsFirst)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(path));
        services.AddSingleton<IdSource>(new SeededIds(1));
        services.AddSandbox(new SandboxOptions { Seed = 1, Speed = 1 });
        services.AddShoppingAgent();
        await using var provider = services.BuildServiceProvider();
        await DemoPerson.SeedAsync(provider, CancellationToken.None);
        var agent = provider.GetRequiredService<ShoppingAgent>();

        // What is read once and kept (the menu's index, the wording) is not a turn's.
        await DeliverAsync(agent, "turn-first");
        await TurnAsync(agent, "turn-first");
        await DeliverAsync(provider, "direct-first");
        await FourCallsAsync(provider, "direct-first");

        var names = Enumerable.Range(0, TurnsARound).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        foreach (var name in names)
        {
            await DeliverAsync(agent, "turn-" + name);
            await DeliverAsync(provider, "direct-" + name);
        }

        var (turn, calls) = (0.0, 0.0);
        if (turnsFirst) turn = await CpuAsync(names, name => TurnAsync(agent, "turn-" + name));
        calls = await CpuAsync(names, name => FourCallsAsync(provider, "direct-" + name));
        if (!turnsFirst) turn = await CpuAsync(names, name => TurnAsync(agent, "turn-" + name));
        return (turn, calls);
    }

    private static Task TurnAsync(ShoppingAgent agent, string conversation) => TurnAsync(agent, conversation, Sentence, StopReason.ConsentOpen, Functions);

    private static Task DeliverAsync(ShoppingAgent agent, string conversation) => TurnAsync(agent, conversation, "deliver to the office", StopReason.Answered, ["set_delivery"]);

    private static async Task TurnAsync(ShoppingAgent agent, string conversation, string sentence, StopReason reason, string[] functions)
    {
        var called = new List<string>(functions.Length);
        TurnEvent? last = null;
        await foreach (var e in agent.RunAsync(new UserMessage(Person, conversation, sentence)))
        {
            if (e is ToolStarted started) called.Add(started.Function);
            last = e;
        }

        if ((last as TurnCompleted)?.Reason != reason || !called.SequenceEqual(functions)) throw new InvalidOperationException($"The turn called {string.Join(", ", called)}, and ended with {last}.");
    }

    private static async Task DeliverAsync(IServiceProvider provider, string conversation)
    {
        if (!(await Plugin<BasketPlugin>(provider, conversation).SetDelivery("office")).Succeeded) throw new InvalidOperationException("The address was refused.");
    }

    /// <summary>As express makes them, arguments included.</summary>
    private static async Task FourCallsAsync(IServiceProvider provider, string conversation)
    {
        var found = (await Plugin<MenuPlugin>(provider, conversation).SearchMenu("taro milk teas", limit: 12)).Value!;
        var changes = new[] { new BasketChange(BasketAction.Add, found.Hits[0].ItemId, Choices: ["size.large", "sugar.half", "ice.none"], Quantity: 2) };
        if (!(await Plugin<BasketPlugin>(provider, conversation).UpdateBasket(changes)).Succeeded) throw new InvalidOperationException("The basket was refused.");
        var compared = (await Plugin<PricePlugin>(provider, conversation).ComparePrices(prefer: Preference.Cheapest)).Value!;
        if (!(await Plugin<PaymentPlugin>(provider, conversation).RequestPayment(compared.Ranked[0].Quote.Id)).Succeeded) throw new InvalidOperationException("The payment was refused.");
    }

    private static T Plugin<T>(IServiceProvider provider, string conversation) =>
        ActivatorUtilities.CreateInstance<T>(provider, new TurnContext
        {
            PersonId = Person,
            ConversationId = conversation,
            TurnId = "trn",
            Language = Language.English,
            TimeZone = SandboxClock.City,
            Clock = provider.GetRequiredService<TimeProvider>(),
            Ids = provider.GetRequiredService<IdSource>(),
        });

    private static async Task<double> CpuAsync(string[] names, Func<string, Task> turn)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        foreach (var name in names) await turn(name);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / names.Length;
    }

    private static void Print(string name, List<double> values) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-20} {Median(values):0.000} ({values.Min():0.000}, {values.Max():0.000})"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
