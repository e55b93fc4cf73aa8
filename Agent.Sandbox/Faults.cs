using Agent.Plugins;
using Agent.Plugins.Menu;

namespace Agent.Sandbox;

/// <summary>What goes wrong in the world, by name. Thread-safe; faults can be raised and lifted while the world runs.</summary>
/// <remarks>
/// sold-out, price-changed and store-closed strike once, at the first order that is placed under them, and what they did then holds for everyone until they are lifted.
/// It is not kept in the world's database: a world that is opened without the fault is whole.
/// </remarks>
public sealed class Faults
{
    internal const string PlatformDown = "platform-down";
    internal const string PlatformSlow = "platform-slow";
    internal const string PlatformUnknown = "platform-unknown";
    internal const string PaymentDown = "payment-down";
    internal const string PaymentDeclined = "payment-declined";
    internal const string PaymentTimeout = "payment-timeout";
    internal const string SoldOut = "sold-out";
    internal const string PriceChanged = "price-changed";
    internal const string StoreClosed = "store-closed";
    internal const string WrongItem = "wrong-item";
    internal const string CourierLate = "courier-late";

    private const string All = "all";

    private static readonly FaultDescription[] Kinds =
    [
        new(PlatformDown, "[:NAME]", "The platform does not answer. Without a name the first by id, with \"all\" every one."),
        new(PlatformSlow, "[:NAME]", "The platform answers later than anyone waits. Without a name the first by id, with \"all\" every one."),
        new(PlatformUnknown, "", "Orders are placed, but the reply to placing them is lost."),
        new(PaymentDown, "", "The payment gateway does not answer, and does nothing."),
        new(PaymentDeclined, "", "Every card is declined."),
        new(PaymentTimeout, "", "Card payments happen, but the reply to authorising, capturing or refunding is lost."),
        new(SoldOut, "", "The first line of the next order sells out between the quote and placing it."),
        new(PriceChanged, "", "The first line of the next order becomes dearer between the quote and placing it; the new price then holds."),
        new(StoreClosed, "", "The store of the next order closes between the quote and placing it, until it opens again the next day."),
        new(WrongItem, "", "The store packs something else for the first line of each order."),
        new(CourierLate, "", "The courier of each order is held up, and it comes after the promised time."),
    ];

    private readonly IReadOnlyList<(string Id, string Name)> _platforms;
    private readonly Lock _gate = new();
    private readonly HashSet<(string Kind, string? Platform)> _active = [];
    private (string StoreId, string ItemId)? _soldOut;
    private (string PlatformId, string StoreId, string ItemId)? _dearer;
    private (string StoreId, DateTimeOffset Until)? _closed;

    internal Faults(IEnumerable<(string Id, string Name)> platforms) => _platforms = [.. platforms.OrderBy(p => p.Id, StringComparer.Ordinal)];

    /// <summary>What is wrong now, as it would be written to raise it, in a stable order.</summary>
    public IReadOnlyList<string> Active
    {
        get
        {
            lock (_gate) return [.. _active.Select(a => a.Platform is null ? a.Kind : $"{a.Kind}:{a.Platform}").Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Every fault there is, for a help text.</summary>
    public static IReadOnlyList<FaultDescription> Describe() => Kinds;

    /// <summary>Idempotent; a fault that has struck is armed again.</summary>
    /// <exception cref="ShopException">fault_unknown: the message lists the valid names.</exception>
    public void Raise(string fault)
    {
        var (kind, platforms) = Parse(fault);
        lock (_gate)
        {
            Forget(kind);
            foreach (var platform in platforms) _active.Add((kind, platform));
        }
    }

    /// <summary>Ends the fault and what it did to prices, stock and stores. Without a platform's name it ends for all of them. Idempotent.</summary>
    /// <exception cref="ShopException">fault_unknown: the message lists the valid names.</exception>
    public void Lift(string fault)
    {
        var (kind, platforms) = Parse(fault);
        lock (_gate)
        {
            Forget(kind);
            _active.RemoveWhere(a => a.Kind == kind && (!fault.Contains(':') || platforms.Contains(a.Platform)));
        }
    }

    internal bool IsOn(string kind, string? platformId = null)
    {
        lock (_gate) return _active.Contains((kind, platformId));
    }

    /// <summary>Lets those faults strike that wait for an order to be placed.</summary>
    internal void Strike(string platformId, Store store, string itemId, DateTimeOffset cityNow)
    {
        lock (_gate)
        {
            if (_active.Contains((SoldOut, null))) _soldOut ??= (store.Id, itemId);
            if (_active.Contains((PriceChanged, null))) _dearer ??= (platformId, store.Id, itemId);
            if (_active.Contains((StoreClosed, null))) _closed ??= (store.Id, store.Hours.NextOpening(cityNow));
        }
    }

    internal bool IsSoldOut(string storeId, string itemId)
    {
        lock (_gate) return _soldOut == (storeId, itemId);
    }

    internal bool IsDearer(string platformId, string storeId, string itemId)
    {
        lock (_gate) return _dearer == (platformId, storeId, itemId);
    }

    /// <summary>Until when the store is closed whatever its hours say; null when it is not.</summary>
    internal DateTimeOffset? ClosedUntil(string storeId)
    {
        lock (_gate) return _closed is { } closed && closed.StoreId == storeId ? closed.Until : null;
    }

    private void Forget(string kind)
    {
        if (kind == SoldOut) _soldOut = null;
        if (kind == PriceChanged) _dearer = null;
        if (kind == StoreClosed) _closed = null;
    }

    private (string Kind, IReadOnlyList<string?> Platforms) Parse(string fault)
    {
        var parts = fault.Split(':', 2, StringSplitOptions.TrimEntries);
        if (Kinds.FirstOrDefault(k => string.Equals(k.Name, parts[0], StringComparison.OrdinalIgnoreCase)) is not { } kind)
            throw new ShopException("fault_unknown", $"There is no fault named \"{parts[0]}\". The faults are: {string.Join(", ", Kinds.Select(k => k.Name + k.Argument))}.") { Subject = parts[0] };
        if (kind.Argument.Length == 0)
        {
            return parts.Length == 1
                ? (kind.Name, [null])
                : throw new ShopException("fault_unknown", $"The fault {kind.Name} takes no name after a colon. Write \"{kind.Name}\".") { Subject = fault };
        }

        if (parts.Length == 1) return (kind.Name, [_platforms[0].Id]);
        if (string.Equals(parts[1], All, StringComparison.OrdinalIgnoreCase)) return (kind.Name, [.. _platforms.Select(p => p.Id)]);
        string?[] named = [.. _platforms.Where(p => string.Equals(p.Id, parts[1], StringComparison.OrdinalIgnoreCase) || string.Equals(p.Name, parts[1], StringComparison.OrdinalIgnoreCase)).Select(p => p.Id)];
        return named.Length > 0
            ? (kind.Name, named)
            : throw new ShopException("fault_unknown", $"There is no platform named \"{parts[1]}\". The platforms are: {string.Join(", ", _platforms.Select(p => p.Id))}, and \"{All}\" for every one.") { Subject = parts[1] };
    }
}

/// <param name="Argument">What may follow the name; empty where nothing may.</param>
/// <param name="Text">One sentence, in English, for a help text.</param>
public sealed record FaultDescription(string Name, string Argument, string Text);
