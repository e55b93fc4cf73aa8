using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>Prices baskets for one platform and says when they would come, or why not.</summary>
internal sealed class QuoteDesk(PlatformProfile profile, SandboxCatalogue catalogue, LiveMenus menus, PlatformVouchers vouchers, Faults faults, SandboxClock clock, IdSource ids)
{
    /// <summary>A quote holds this long, or shorter where its vouchers end or its window could no longer be kept.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan WindowBefore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WindowAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FurthestWish = TimeSpan.FromDays(7);
    private const int LongestNote = 200;

    private readonly LinePricer _lines = new(profile, catalogue);

    public Outcome<Quote> Quote(ITransaction tx, QuoteRequest request)
    {
        var now = clock.GetCityNow();
        if (menus.Find(tx, profile.Id, request.StoreId) is not { } menu)
            return catalogue.NameOfStore(request.StoreId) is { } elsewhere ? Refuse(RefusalCode.NotListed, elsewhere.In(request.Language)) : Refuse(RefusalCode.StoreUnknown, request.StoreId);
        if (request.Note is { Length: > LongestNote }) return Refuse(RefusalCode.NoteTooLong) with { Count = LongestNote };
        if (CheckPlace(menu.Store, request) is { } notThere) return notThere;
        var timetable = Timetable.Of(profile.Pace, menu.Store, request.Address?.Zone);
        if (CheckTime(menu.Store, request, now, timetable) is { } notThen) return notThen;
        var priced = _lines.Price(menu, request.Lines, request.Language);
        if (!priced.Succeeded) return priced.Refusal;

        var goods = priced.Value.Aggregate(Money.Zero(SandboxCatalogue.Currency), (sum, p) => sum + p.Line.Total);
        if (request.Address is not null && goods < profile.MinimumOrder) return Refuse(RefusalCode.BelowMinimum, menu.Store.Name.In(request.Language)) with { Amount = profile.MinimumOrder - goods };
        var fees = FeeRules.Of(profile, goods, priced.Value.Sum(p => p.Line.Quantity), request.Address is null);
        var feeTotal = fees.Aggregate(Money.Zero(goods.Currency), (sum, f) => sum + f.Amount);

        var stack = vouchers.Resolve(tx, request.PersonId, request.Vouchers, request.Language);
        if (!stack.Succeeded) return stack.Refusal;
        var subject = new VoucherSubject
        {
            PlatformId = profile.Id,
            StoreId = menu.Store.Id,
            Lines = [.. priced.Value.Select(p => VoucherLine.Of(p.Item, p.Line.UnitPrice, p.Line.Quantity))],
            Fees = fees,
            Currency = goods.Currency,
            At = now,
            WantedAt = request.At is { } wished ? TimeZoneInfo.ConvertTime(wished, SandboxClock.City) : now,
            Zone = request.Address?.Zone,
            FirstOnPlatform = stack.Value.Any(v => v.Terms!.FirstOrderOnly) && !OrderBook.HasOrdered(tx, profile.Id, request.PersonId),
            FirstAtAll = request.FirstOrder,
            Method = request.Method,
        };
        var discounts = VoucherArithmetic.Apply(stack.Value, subject, request.Language);
        if (!discounts.Succeeded) return discounts.Refusal with { Platform = profile.Name };

        var delivery = Promise(menu.Store, request, now, timetable);
        var quote = new Quote
        {
            Id = ids.Next("qt"),
            PlatformId = profile.Id,
            PlatformName = profile.Name,
            StoreId = menu.Store.Id,
            StoreName = menu.Store.Name.In(request.Language),
            Payee = profile.Payee,
            Lines = [.. priced.Value.Select(p => p.Line)],
            Fees = fees,
            Discounts = discounts.Value,
            Total = goods + feeTotal - discounts.Value.Aggregate(Money.Zero(goods.Currency), (sum, d) => sum + d.Amount),
            Delivery = delivery,
            Note = request.Note,
            Substitution = Substitution.Refund,
            ExpiresAt = new[] { now + Validity, delivery.Until - timetable.Least }.Concat(stack.Value.Select(v => v.ValidUntil)).Min(),
        };
        QuoteBook.Save(tx, profile.Id, new KeptQuote(request, quote));
        return quote;
    }

    /// <summary>Whether a quote can still be kept: the goods are there, none has become dearer, and the store is open. The window it promised stands as it is.</summary>
    public Refusal? CheckStillHolds(ITransaction tx, KeptQuote kept)
    {
        var (request, quote) = (kept.Request, kept.Quote);
        if (menus.Find(tx, profile.Id, request.StoreId) is not { } menu) return Refuse(RefusalCode.NotListed, quote.StoreName);
        if (CheckOpen(menu.Store, request.At ?? clock.GetCityNow(), request.Language) is { } closed) return closed;
        var priced = _lines.Price(menu, request.Lines, request.Language);
        if (!priced.Succeeded) return priced.Refusal;
        foreach (var (was, now) in quote.Lines.Zip(priced.Value))
        {
            if (now.Line.UnitPrice > was.UnitPrice) return Refuse(RefusalCode.PriceChanged, was.Name) with { Amount = now.Line.UnitPrice };
        }

        return null;
    }

    /// <summary>Why the store cannot make this now; null when it can. Prices do not matter.</summary>
    public Refusal? CheckCanMake(ITransaction tx, QuoteRequest request)
    {
        if (menus.Find(tx, profile.Id, request.StoreId) is not { } menu) return Refuse(RefusalCode.NotListed);
        return CheckPlace(menu.Store, request) ?? CheckOpen(menu.Store, clock.GetCityNow(), request.Language) ?? _lines.Price(menu, request.Lines, request.Language).Refusal;
    }

    /// <summary>When it would come if it were begun now.</summary>
    public QuoteDelivery PromiseNow(ITransaction tx, QuoteRequest request)
    {
        var store = menus.Find(tx, profile.Id, request.StoreId)!.Store;
        return Promise(store, request, clock.GetCityNow(), Timetable.Of(profile.Pace, store, request.Address?.Zone));
    }

    public Timetable TimetableOf(ITransaction tx, KeptQuote kept) => Timetable.Of(profile.Pace, menus.Find(tx, profile.Id, kept.Request.StoreId)!.Store, kept.Request.Address?.Zone);

    private Refusal? CheckPlace(Store store, QuoteRequest request)
    {
        var name = store.Name.In(request.Language);
        if (request.Address is not { } address) return store.Pickup ? null : Refuse(RefusalCode.DeliveryOnly, name);
        if (store.Zones.Count == 0) return Refuse(RefusalCode.PickupOnly, name);
        return store.Zones.Contains(address.Zone) ? null : Refuse(RefusalCode.OutOfZone, name) with { Choices = [address.Label.In(request.Language)] };
    }

    private Refusal? CheckTime(Store store, QuoteRequest request, DateTimeOffset now, Timetable timetable)
    {
        if (request.At is not { } at) return CheckOpen(store, now, request.Language);
        if (at < now + timetable.Whole) return Refuse(RefusalCode.TimePast) with { At = now + timetable.Whole };
        if (at > now + FurthestWish) return Refuse(RefusalCode.TimeTooFar) with { At = now + FurthestWish };
        return CheckOpen(store, at, request.Language);
    }

    private Refusal? CheckOpen(Store store, DateTimeOffset at, Language language)
    {
        var local = TimeZoneInfo.ConvertTime(at, SandboxClock.City);
        var closed = Refuse(RefusalCode.StoreClosed, store.Name.In(language));
        if (faults.ClosedUntil(store.Id) is not { } until)
        {
            if (store.Paused) return closed;
        }
        else if (local < until)
        {
            return closed with { At = until };
        }

        return store.Hours.IsOpen(TimeOnly.FromDateTime(local.DateTime)) ? null : closed with { At = store.Hours.NextOpening(local) };
    }

    private static QuoteDelivery Promise(Store store, QuoteRequest request, DateTimeOffset now, Timetable timetable)
    {
        var (from, until) = request.At is { } at ? (at - WindowAfter, at + WindowAfter) : (now + timetable.Whole - WindowBefore, now + timetable.Whole + WindowAfter);
        var delivery = request.Address is { } address
            ? new QuoteDelivery(false, address.Id, address.Label.In(request.Language), address.Street, WholeMinute(from), WholeMinute(until))
            : new QuoteDelivery(true, null, store.Name.In(request.Language), store.Street, WholeMinute(from), WholeMinute(until));
        return delivery with { Gift = request.Gift };
    }

    private static DateTimeOffset WholeMinute(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, SandboxClock.City);
        var over = local.Ticks % TimeSpan.TicksPerMinute;
        return over == 0 ? local : local.AddTicks(TimeSpan.TicksPerMinute - over);
    }

    private Refusal Refuse(RefusalCode code, string? subject = null) => new(code) { Subject = subject, Platform = profile.Name };
}
