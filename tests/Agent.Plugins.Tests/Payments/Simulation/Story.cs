using System.Security.Cryptography;
using System.Text;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Tests.Campaigns;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>What comes after the order has been paid.</summary>
public enum Ending
{
    Nothing,
    PersonCancels,
    StoreCancels,
    Problem,

    /// <summary>Some units, then perhaps more, then perhaps the rest.</summary>
    PersonCancelsParts,

    /// <summary>Some units, then the store the rest.</summary>
    PartThenStore,

    /// <summary>Some units, and then something of the rest was wrong.</summary>
    PartThenProblem,
    Remake,
}

/// <summary>What a story starts from.</summary>
public sealed record Plot(string Method, long Total, long Off, long Wallet, long Fee, long ProblemRefund, Ending Ending, bool RefusesCapture, bool RefusesRefund, bool Rivals, bool Campaign)
{
    public static Plot Plain { get; } = new("card", 24_50, 5_00, 100_00, 2_00, 9_00, Ending.Nothing, false, false, false, true);

    public static Plot Draw(Random random) => new(
        random.Next(2) == 0 ? "card" : "wallet",
        random.Next(8) == 0 ? 0 : random.Next(3_00, 90_00),
        random.Next(2) * 5_00,
        100_00,
        random.Next(3) * 3_00,
        random.Next(3) * 4_00,
        (Ending)random.Next(Enum.GetValues<Ending>().Length),
        random.Next(12) == 0,
        random.Next(4) == 0,
        random.Next(2) == 0,
        random.Next(2) == 0);
}

/// <summary>One person's yes, lived through whatever goes wrong, to its end; and what must be true then.</summary>
public sealed class Story : IAsyncDisposable
{
    private readonly Plot _plot;
    private readonly Random _random;
    private string? _voucher;
    private readonly Dictionary<string, Quote> _agreed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConsentOutcome> _told = new(StringComparer.Ordinal);

    public Story(Plot plot, Func<int, string, Fault> faults, int seed = 1, string path = SqliteDatabase.Memory)
    {
        (_plot, _random) = (plot, new Random(seed));
        Shop = new Shop(seed, faults, path);
        Shop.Platform.Fee = Shop.Yuan(plot.Fee);
        Shop.Platform.ProblemRefund = Shop.Yuan(plot.ProblemRefund);
        Shop.Platform.Remakes = plot.Ending == Ending.Remake;
        Shop.Platform.RefusesCancel = plot is { RefusesCapture: true, RefusesRefund: true };
        Shop.Gateway.RefusesCapture = plot.RefusesCapture;
        Shop.Gateway.RefusesRefund = plot.RefusesRefund;
    }

    public Shop Shop { get; }

    public string TraceHash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Shop.Script.Trace))));

    /// <summary>Tells it from beginning to end; throws where something is not as it must be.</summary>
    public Story Tell()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        Quietly(() => Shop.TopUp(_plot.Wallet));
        if (_plot.Campaign) BeGiven();
        var first = Quietly(() => Ask("qt_1", Shop.Turn));
        // The same voucher, wanted in another conversation at the same moment.
        var rival = _plot.Rivals ? Quietly(() => Ask("qt_2", Rival)) : null;
        Live(
            () => Decide(first, Shop.Turn),
            () => rival is null ? Task.CompletedTask : Decide(rival, Rival),
            () => _plot.Rivals ? Decide(first, Shop.Turn) : Task.CompletedTask,
            () => _plot.Rivals ? RecoverInAnotherProcess() : Task.CompletedTask);
        Recover(rounds: 3);
        if (Shop.Read(tx => OrderStore.List(tx, "demo")).FirstOrDefault(o => o.State == OrderState.Placed) is { } order) End(order);
        Recover(rounds: 3);

        Shop.Script.Quiet = true;
        Shop.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 3 && Shop.Run(Shop.Checkout.RecoverAsync(CancellationToken.None)) > 0; i++) Shop.Clock.Advance(TimeSpan.FromSeconds(1));
        Shop.Run(Shop.Tracker.PollAsync(CancellationToken.None));
        Shop.Run(Shop.Checkout.RecoverAsync(CancellationToken.None)).ShouldBe(0);
        foreach (var n in Shop.Run(Shop.Tracker.PollAsync(CancellationToken.None))) Shop.Script.Note($"news {n.Order.Id} {n.Order.State}");
        Shop.Run(Shop.Tracker.PollAsync(CancellationToken.None)).ShouldBeEmpty();
        new Invariants(Shop, _agreed, _told).Check();

        var placed = Shop.Platform.Orders.Count;
        Shop.Decide(first).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBeOneOf(RefusalCode.ConsentUsed, RefusalCode.ConsentExpired, RefusalCode.ConsentWithdrawn);
        Shop.Platform.Orders.Count.ShouldBe(placed);
        foreach (var o in Shop.Read(tx => OrderStore.List(tx, "demo"))) Shop.Script.Note($"{o.Id} {o.State} {o.Refunded}");
        return this;
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private TurnContext Rival => Shop.TurnOf("demo", "cnv_2");

    /// <summary>A campaign's voucher is claimed twice at once, and a friend opens the same link twice at once.</summary>
    private void BeGiven()
    {
        Quietly(() => Shop.Run(Started(new CampaignDesk(Shop.Services.GetRequiredService<IDatabase>(), Shop.Clock, Shop.Ids))));
        var link = Quietly(() => Shop.Run(Vouchers(Shop.Turn).InviteFriend())).Value!.Link;
        var friend = Shop.TurnOf("friend", "cnv_3");
        Live(() => Vouchers(Shop.Turn).ClaimVoucher("MILKTEA"), () => Vouchers(Rival).ClaimVoucher("MILKTEA"), () => Vouchers(friend).ClaimVoucher(link), () => Vouchers(friend).ClaimVoucher(link));
        _voucher = Shop.Read(tx => VoucherPurse.List(tx, "demo")).FirstOrDefault(v => v.Terms!.Benefit is Benefit.FreeOrder)?.Code;
        // Long breaks, and a clock that jumps, are nothing special.
        if (_random.Next(4) == 0) Shop.Clock.Advance(TimeSpan.FromHours(_random.Next(1, 5)));
    }

    private static async Task<bool> Started(CampaignDesk desk)
    {
        await desk.StartAsync(TestCampaigns.Read(), CancellationToken.None);
        return true;
    }

    private VoucherPlugin Vouchers(TurnContext turn) => ActivatorUtilities.CreateInstance<VoucherPlugin>(Shop.Services, turn);

    private ConsentRequest Ask(string quoteId, TurnContext turn)
    {
        var off = _plot.Total == 0 ? 9_00 : _plot.Off;
        var goods = _plot.Total + off - 3_00;
        // Three lines, so that parts have odd cents to share.
        var quote = Shop.Offer(quoteId, off: off, voucher: _voucher ?? "WELCOME", lines: [(goods / 7, 3), (goods / 5, 2), (goods - (goods / 7 * 3) - (goods / 5 * 2), 1)]);
        var request = Shop.Ask(quote, _plot.Method, turn);
        _agreed[request.Id] = quote;
        return request;
    }

    private async Task Decide(ConsentRequest request, TurnContext turn)
    {
        var outcome = await Shop.Consents.DecideAsync(turn, request.Id, approved: true, CancellationToken.None);
        Shop.Script.Note($"{request.Id} {outcome}");
        if (outcome is not ConsentOutcome.Refused { Refusal.Code: RefusalCode.ConsentUsed }) _told.TryAdd(request.Id, outcome).ShouldBeTrue("A consent had an outcome twice.");
    }

    private void End(Order order)
    {
        switch (_plot.Ending)
        {
            case Ending.PersonCancels:
                Cancel(order);
                break;
            case Ending.PersonCancelsParts:
                Cancel(order, new LineChoice(1, 2));
                if (_random.Next(2) == 0) Cancel(order, new LineChoice(1, 1), new LineChoice(2, 1));
                if (_random.Next(2) == 0) Cancel(order);
                break;
            case Ending.PartThenStore:
                Cancel(order, new LineChoice(2, 1), new LineChoice(3));
                if (Shop.Platform.Orders[order.PlatformOrderId!].Order.State != OrderState.Cancelled) Shop.Platform.Move(order.PlatformOrderId!, OrderState.Cancelled);
                Live(Poll, Poll);
                break;
            case Ending.PartThenProblem:
                Cancel(order, new LineChoice(1, 2));
                Shop.Platform.Move(order.PlatformOrderId!, OrderState.Delivered);
                Live(Poll, () => Shop.Orders().ReportProblem(ProblemKind.WrongItem, order.Id, [2], ProblemWish.Refund));
                break;
            case Ending.Remake:
                Shop.Platform.Move(order.PlatformOrderId!, OrderState.Delivered);
                Live(Poll, () => Shop.Orders().ReportProblem(ProblemKind.WrongItem, order.Id, [1], ProblemWish.Remake));
                break;
            case Ending.StoreCancels:
                Shop.Platform.Move(order.PlatformOrderId!, OrderState.Cancelled);
                Live(Poll, Poll);
                break;
            case Ending.Problem:
                Shop.Platform.Move(order.PlatformOrderId!, OrderState.Delivered);
                Live(Poll, () => Shop.Orders().ReportProblem(ProblemKind.WrongItem, order.Id, wish: ProblemWish.Refund));
                break;
        }
    }

    private void Cancel(Order order, params LineChoice[] lines)
    {
        var asked = Quietly(() => Shop.Run(Shop.Orders().RequestCancellation(order.Id, lines)));
        if (asked.Succeeded) Live(() => Decide(asked.Value.Consent, Shop.Turn), Poll);
        Recover(rounds: 1);
    }

    /// <summary>Two programs over one database share no leases, only the keys and the journal.</summary>
    private async Task RecoverInAnotherProcess()
    {
        await using var other = Shop.Start();
        await other.GetRequiredService<Checkout>().RecoverAsync(CancellationToken.None);
    }

    private Task<IReadOnlyList<OrderNews>> Poll() => Shop.Tracker.PollAsync(CancellationToken.None);

    /// <summary>As the host does: at start-up and from time to time, while time passes.</summary>
    private void Recover(int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            Func<Task>[] lives = [() => Shop.Checkout.RecoverAsync(CancellationToken.None), Poll];
            Live(_random.Next(4) switch
            {
                0 => [.. lives.Reverse()],
                1 => [lives[1]],
                2 => [.. lives, RecoverInAnotherProcess],
                _ => lives,
            });
            Shop.Clock.Advance(TimeSpan.FromSeconds(_random.Next(4) switch { 0 => 400, 1 => 60, _ => 1 }));
        }
    }

    /// <summary>Lets these happen at once, each awaiting the others' turns on the one thread; a crash ends them all, and a new process follows.</summary>
    private void Live(params Func<Task>[] lives)
    {
        var tasks = lives.Select(l => l()).ToArray();
        Shop.RunAll(tasks);
        foreach (var error in tasks.SelectMany(t => t.Exception?.Flatten().InnerExceptions ?? []))
        {
            if (error is not CrashException and not ShopException { Code: "database_full" }) throw new InvalidOperationException("A life ended unexpectedly.", error);
        }

        if (Shop.Script.Dead) Shop.Restart();
        Shop.Read(Ledger.Verify).ShouldBeEmpty();
    }

    private T Quietly<T>(Func<T> act)
    {
        Shop.Script.Quiet = true;
        var result = act();
        Shop.Script.Quiet = false;
        return result;
    }

    private void Quietly(Action act) => Quietly(() =>
    {
        act();
        return true;
    });
}
