using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>One process over a world and a database that both outlive it. <see cref="Restart"/> is what follows a crash.</summary>
public sealed class Shop : IAsyncDisposable
{
    private readonly SqliteDatabase _sqlite;
    private ServiceProvider _services;

    public Shop(int seed = 1, Func<int, string, Fault>? faults = null, string path = SqliteDatabase.Memory, PaymentLimits? limits = null)
    {
        Script = new Script(Clock, faults ?? ((_, _) => Fault.None));
        var wire = new Wire(Clock, Script);
        Platform = new WorldPlatform(Clock, wire);
        Gateway = new WorldGateway(wire);
        Ids = new SeededIds(seed);
        Limits = limits ?? new PaymentLimits();
        _sqlite = SqliteDatabase.Open(path);
        Turn = TurnOf("demo", "cnv_1");
        Write(tx =>
        {
            AddressBook.Save(tx, "demo", new Address("office", new LocalizedText("Office", "公司", "Büro"), "1 Lake Road", "lake"), null);
            return true;
        });
        _services = Start();
    }

    public VirtualTime Clock { get; } = new();

    public Script Script { get; }

    public WorldPlatform Platform { get; }

    public WorldGateway Gateway { get; }

    public IdSource Ids { get; }

    public PaymentLimits Limits { get; }

    public TurnContext Turn { get; }

    public IServiceProvider Services => _services;

    public Consents Consents => _services.GetRequiredService<Consents>();

    public Checkout Checkout => _services.GetRequiredService<Checkout>();

    public Cancellations Cancellations => _services.GetRequiredService<Cancellations>();

    public OrderTracker Tracker => _services.GetRequiredService<OrderTracker>();

    public TurnContext TurnOf(string personId, string conversationId) => new()
    {
        PersonId = personId,
        ConversationId = conversationId,
        TurnId = "trn_1",
        Language = Language.English,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Clock = Clock,
        Ids = Ids,
    };

    public PaymentPlugin Payments(TurnContext? turn = null) => ActivatorUtilities.CreateInstance<PaymentPlugin>(_services, turn ?? Turn);

    public OrderPlugin Orders(TurnContext? turn = null) => ActivatorUtilities.CreateInstance<OrderPlugin>(_services, turn ?? Turn);

    /// <summary>A new process: all that lived in memory is gone.</summary>
    public void Restart()
    {
        Script.Dead = false;
        _services = Start();
    }

    /// <summary>Looks into the database from outside of the process.</summary>
    public T Read<T>(Func<ITransaction, T> unit) => Done(_sqlite.ReadAsync(unit, CancellationToken.None));

    public T Write<T>(Func<ITransaction, T> unit) => Done(_sqlite.WriteAsync(unit, CancellationToken.None));

    public void TopUp(long minor, string personId = "demo") => Write(tx => Ledger.TopUp(tx, personId, Yuan(minor), $"topup:{personId}:{minor}", Clock.GetUtcNow()));

    public Money Balance(string account) => Read(tx => Ledger.Balance(tx, account, "CNY"));

    /// <summary>Runs on this thread, moving the clock on whenever everything waits.</summary>
    public T Run<T>(Task<T> task)
    {
        RunAll(task);
        return task.GetAwaiter().GetResult();
    }

    public void RunAll(params Task[] tasks)
    {
        while (!tasks.All(t => t.IsCompleted)) Clock.MoveTo(Clock.NextDue ?? throw new InvalidOperationException("Everything waits, and nothing is due."));
    }

    /// <param name="minor">The total; what the lines make it where they are given.</param>
    /// <param name="lines">Prices and quantities; one unit of one line when left out.</param>
    public Quote Offer(string id, long minor = 24_50, long off = 0, Funder funder = Funder.Campaign, TimeSpan? life = null, string personId = "demo", IReadOnlyList<(long Price, int Quantity)>? lines = null, string voucher = "WELCOME", GiftTo? gift = null)
    {
        var now = Clock.GetUtcNow();
        lines ??= [(minor + off - 300, 1)];
        string[] names = ["Taro milk tea", "Bun", "Rice"];
        var quote = new Quote
        {
            Id = id,
            PlatformId = "lotus",
            PlatformName = "Lotus",
            StoreId = "taro-house",
            StoreName = "Taro House",
            Payee = "Lotus · Taro House",
            Lines = [.. lines.Select((l, i) => new QuoteLine(i == 0 ? "taro" : $"item{i + 1}", names[i], ["size.large"], ["large"], l.Quantity, Yuan(l.Price), AllergenInfo.Unknown))],
            Fees = [new Fee(FeeKind.Delivery, Yuan(300))],
            Discounts = off == 0 ? [] : [new Discount(voucher, "Welcome", Yuan(off), funder)],
            Total = Yuan(lines.Sum(l => l.Price * l.Quantity) + 300 - off),
            Delivery = new QuoteDelivery(false, "office", "Office", "1 Lake Road", now + TimeSpan.FromMinutes(20), now + TimeSpan.FromMinutes(30)) { Gift = gift },
            Substitution = Substitution.Refund,
            ExpiresAt = now + (life ?? TimeSpan.FromMinutes(5)),
        };
        Platform.Offer(quote);
        Write(tx =>
        {
            QuoteStore.Save(tx, personId, "cnv_1", [quote]);
            return true;
        });
        return quote;
    }

    public ConsentRequest Ask(Quote quote, string method = "card", TurnContext? turn = null)
    {
        var asked = Run(Payments(turn).RequestPayment(quote.Id, method));
        asked.Succeeded.ShouldBeTrue(asked.Refusal?.ToString());
        return asked.Value.Consent;
    }

    public ConsentOutcome Decide(ConsentRequest request, bool approved = true, TurnContext? turn = null) =>
        Run(Consents.DecideAsync(turn ?? Turn, request.Id, approved, CancellationToken.None));

    public ConsentOutcome Pay(Quote quote, string method = "card") => Decide(Ask(quote, method));

    public static Money Yuan(long minor) => new(minor, "CNY");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _sqlite.DisposeAsync();
    }

    private static T Done<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("The store did not complete at once.");

    /// <summary>A process with nothing of its own in memory yet.</summary>
    public ServiceProvider Start() =>
        new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Ids)
            .AddSingleton<IDatabase>(new FaultyDatabase(_sqlite, Script))
            .AddSingleton<IPlatform>(Platform)
            .AddSingleton<IPaymentGateway>(Gateway)
            .AddSingleton(Limits)
            .AddShoppingPlugins()
            .BuildServiceProvider();
}
