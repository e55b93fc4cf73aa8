using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Payments;

namespace Agent.Plugins.Vouchers;

/// <summary>How a voucher stands to the basket as it is, by list prices; only a quote says what it takes off.</summary>
internal static class VoucherFit
{
    /// <summary>What the basket is worth on each platform that has all of it.</summary>
    /// <param name="zone">Where it is delivered; null for pick-up or where nothing was said.</param>
    /// <exception cref="OverflowException">The amounts cannot be held.</exception>
    public static IReadOnlyList<VoucherSubject> Subjects(TurnContext turn, Basket basket, StoreListing listing, string? zone, OrderHistory history)
    {
        var subjects = new List<VoucherSubject>();
        foreach (var menu in listing.Menus)
        {
            var items = basket.Lines.Select(l => StoreListing.FindItem(menu, l.ItemId)).OfType<MenuItem>().ToArray();
            if (items.Length < basket.Lines.Count || items.Length == 0) continue;
            VoucherLine[] lines = [.. basket.Lines.Zip(items, (line, item) => VoucherLine.Of(item, OptionChoices.UnitPrice(item, line.Choices), line.Quantity))];
            subjects.Add(new VoucherSubject
            {
                PlatformId = menu.PlatformId,
                StoreId = menu.Store.Id,
                Lines = lines,
                Fees = [],
                Currency = lines[0].UnitPrice.Currency,
                At = turn.Now,
                WantedAt = Wanted(turn, basket.Delivery.At),
                Zone = zone,
                FirstOnPlatform = history.IsFirstOn(menu.PlatformId),
                FirstAtAll = !history.Any,
                Method = PaymentMethods.Default,
            });
        }

        return subjects;
    }

    /// <summary>When it is wanted, by the person's own clock.</summary>
    public static DateTimeOffset Wanted(TurnContext turn, DateTimeOffset? at) => at is { } wished ? TimeZoneInfo.ConvertTime(wished, turn.TimeZone) : turn.Now;

    /// <param name="subjects">None where the basket is empty.</param>
    public static ShownVoucher Show(TurnContext turn, Voucher voucher, string? platformName, IReadOnlyList<VoucherSubject> subjects, OrderHistory history)
    {
        var language = turn.Language;
        var (usable, missing, bar) = Stand(turn, voucher, subjects, history);
        var percent = voucher.Terms?.Benefit is Benefit.PercentOff off && off.BasisPoints % 100 == 0 ? off.BasisPoints / 100 : (int?)null;
        return new ShownVoucher(voucher.Code, voucher.Title.In(language), platformName, voucher.Funder, VoucherWorth.Of(voucher.Terms), percent, voucher.Terms?.MinimumSpend, missing, voucher.ValidUntil, usable) { Bar = bar };
    }

    public static IReadOnlyList<PastVoucher> Past(HeldVouchers held, Func<Voucher, string?> platformName, Language language)
    {
        PastVoucher Of(Voucher voucher, PastReason reason, DateTimeOffset? at) => new(voucher.Code, voucher.Title.In(language), platformName(voucher), reason, at, voucher.Voided?.Reason);
        return
        [
            .. held.Exhausted.Select(v => Of(v, PastReason.LimitReached, null)),
            .. held.Past.Select(v => v.Voided is { } voided ? Of(v, PastReason.Voided, voided.At) : Of(v, PastReason.Expired, v.ValidUntil)).OrderByDescending(v => v.At).ThenBy(v => v.Code, StringComparer.Ordinal),
        ];
    }

    private static (bool Usable, Money? Missing, Refusal? Bar) Stand(TurnContext turn, Voucher voucher, IReadOnlyList<VoucherSubject> subjects, OrderHistory history)
    {
        var (language, now) = (turn.Language, turn.Now);
        if (now < voucher.ValidFrom || now >= voucher.ValidUntil) return (false, null, null);
        if (voucher.Terms is not { } terms) return (true, null, null);
        if (subjects.Count == 0)
        {
            var unmet = VoucherArithmetic.CheckPerson(voucher, now, voucher.PlatformId is null || history.IsFirstOn(voucher.PlatformId), !history.Any, language);
            return (unmet is null && terms.MinimumSpend is not { Minor: > 0 }, unmet is null ? terms.MinimumSpend : null, unmet);
        }

        var refusals = subjects.Where(s => voucher.PlatformId is null || s.PlatformId == voucher.PlatformId).Select(s => VoucherArithmetic.Check(voucher, s, language)).ToArray();
        if (refusals.Contains(null)) return (true, null, null);
        var missing = refusals.Select(r => r?.Amount).OfType<Money>().OrderBy(m => m.Minor).Select(m => (Money?)m).FirstOrDefault();
        return (false, missing, missing is null ? refusals.FirstOrDefault() : null);
    }
}
