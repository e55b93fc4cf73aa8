using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>The vouchers that a person has: the platforms' own and those of our campaigns, each as it stands now.</summary>
internal sealed record HeldVouchers
{
    /// <summary>How long one that has ended or was voided is still told of.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    /// <summary>By code, without any that is held for an order, redeemed, voided or over.</summary>
    public required IReadOnlyList<Voucher> Free { get; init; }

    /// <summary>The person's own of our campaigns that an order holds or has used.</summary>
    public required IReadOnlyList<Voucher> InUse { get; init; }

    /// <summary>Those of which as many orders as a person may have were made.</summary>
    public required IReadOnlyList<Voucher> Exhausted { get; init; }

    /// <summary>Those that have ended or were voided lately.</summary>
    public required IReadOnlyList<Voucher> Past { get; init; }

    /// <summary>Platforms that could not say.</summary>
    public required IReadOnlyList<PlatformInfo> Unreachable { get; init; }

    public required OrderHistory History { get; init; }

    public static async Task<HeldVouchers> GatherAsync(TurnContext turn, PlatformDirectory platforms, IDatabase database, CancellationToken cancellationToken)
    {
        var answers = await platforms.AskAsync(_ => true, (p, token) => p.ListVouchersAsync(turn.PersonId, token), cancellationToken);
        // A platform speaks for its own vouchers only.
        Voucher[] own = [.. answers.SelectMany(a => (a.Value ?? []).Where(v => v.PlatformId == a.Platform.Id))];
        var held = await database.ReadAsync(tx => Read(tx, turn, own), cancellationToken);
        return held with { Unreachable = [.. answers.Where(a => !a.Answered).Select(a => a.Platform)] };
    }

    /// <summary>Those that a platform takes.</summary>
    public IEnumerable<Voucher> On(string platformId) => Free.Where(v => v.PlatformId is null || v.PlatformId == platformId);

    private static HeldVouchers Read(ITransaction tx, TurnContext turn, Voucher[] own)
    {
        var (now, used) = (turn.Now, VoucherUses.InUse(tx, turn.PersonId));
        Voucher[] all = [.. VoucherPurse.List(tx, turn.PersonId).Concat(own).DistinctBy(v => v.Code, StringComparer.Ordinal).OrderBy(v => v.Code, StringComparer.Ordinal)];
        Voucher[] unused = [.. all.Where(v => !used.Contains(v.Code))];
        Voucher[] valid = [.. unused.Where(v => v.Voided is null && v.ValidUntil > now)];
        // A platform counts the orders of its own vouchers itself.
        Voucher[] exhausted = [.. valid.Where(v => v.PlatformId is null && v.Terms?.Limit is { } limit && VoucherUses.IsExhausted(tx, turn.PersonId, limit, now, turn.TimeZone))];
        return new HeldVouchers
        {
            Free = [.. valid.Except(exhausted)],
            InUse = [.. all.Where(v => used.Contains(v.Code))],
            Exhausted = exhausted,
            Past = [.. unused.Where(v => Ended(v) is var at && at <= now && at > now - Remembered)],
            Unreachable = [],
            History = OrderHistory.Read(tx, turn.PersonId, valid.Where(v => v.Terms is { FirstOrderOnly: true }).Select(v => v.PlatformId).OfType<string>().Distinct(StringComparer.Ordinal)),
        };
    }

    private static DateTimeOffset Ended(Voucher voucher) => voucher.Voided?.At ?? voucher.ValidUntil;
}
