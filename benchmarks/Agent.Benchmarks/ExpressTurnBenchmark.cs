using System.Globalization;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Benchmarks;

/// <summary>CPU of an express turn with four function calls, beside the same four calls made directly, in interleaved rounds; once with the store in memory, once in a file.</summary>
internal static class ExpressTurnBenchmark
{
    private const int Rounds = 12;
    private const int TurnsARound = 150;
    private const int WarmUp = 4;
    private const string Person = "demo";

    public static async Task RunAsync()
    {
        Console.WriteLine("CPU ms a turn: median (least, most) of " + (Rounds - WarmUp).ToString(CultureInfo.InvariantCulture) + " rounds of " + TurnsARound.ToString(CultureInfo.InvariantCulture));
        await MeasureAsync("store in memory", SqliteDatabase.Memory);
        using var folder = new Testing.TempFolder();
        await MeasureAsync("store in a file", folder.File("agent.db"));
    }

    private static async Task MeasureAsync(string title, string path)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IDatabase>(_ => SqliteDatabase.Open(path));
        services.AddSingleton<IdSource>(new SeededIds(1));
        services.AddSandbox(new SandboxOptions { Seed = 1, Speed = 1 });
        services.AddShoppingAgent();
        await using var provider = services.BuildServiceProvider();
        await DemoPerson.SeedAsync(provider, CancellationToken.None);
        var agent = provider.GetRequiredService<ShoppingAgent>();

        var (turns, direct, nothing) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var names = Enumerable.Range(0, TurnsARound).Select(i => string.Create(CultureInfo.InvariantCulture, $"{round}-{i}")).ToArray();
            foreach (var name in names) await DrainAsync(agent, new UserMessage(Person, "turn-" + name, "deliver to the office"), 1);
            foreach (var name in names) await Plugin<BasketPlugin>(provider, "direct-" + name).SetDelivery("office");

            var turn = await CpuAsync(names, name => DrainAsync(agent, new UserMessage(Person, "turn-" + name, "two large taro milk teas, half sugar, no ice, as cheap as possible"), 4));
            var calls = await CpuAsync(names, name => FourCallsAsync(provider, "direct-" + name));
            if (round < WarmUp) continue;
            turns.Add(turn);
            direct.Add(calls);
            nothing.Add(turn - calls);
        }

        Console.WriteLine();
        Console.WriteLine(title);
        Print("express turn", turns);
        Print("the same four calls", direct);
        Print("what the agent adds", nothing);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio                {Median(turns) / Median(direct):0.00}"));
    }

    private static async Task DrainAsync(ShoppingAgent agent, TurnInput input, int calls)
    {
        var ran = 0;
        TurnEvent? last = null;
        await foreach (var e in agent.RunAsync(input))
        {
            if (e is ToolFinished) ran++;
            last = e;
        }

        if (last is not TurnCompleted || ran != calls) throw new InvalidOperationException($"The turn ran {ran} functions instead of {calls}, and ended with {last}.");
    }

    private static async Task FourCallsAsync(IServiceProvider provider, string conversation)
    {
        var found = (await Plugin<MenuPlugin>(provider, conversation).SearchMenu("taro milk teas")).Value!;
        var changes = new[] { new BasketChange(BasketAction.Add, found.Hits[0].ItemId, Choices: ["size.large", "sugar.half", "ice.none"], Quantity: 2) };
        if (!(await Plugin<BasketPlugin>(provider, conversation).UpdateBasket(changes)).Succeeded) throw new InvalidOperationException("The basket was refused.");
        var compared = (await Plugin<PricePlugin>(provider, conversation).ComparePrices()).Value!;
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
        var before = Environment.CpuUsage.TotalTime;
        foreach (var name in names) await turn(name);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / names.Length;
    }

    private static void Print(string name, List<double> values) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-20} {Median(values):0.000} ({values.Min():0.000}, {values.Max():0.000})"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
