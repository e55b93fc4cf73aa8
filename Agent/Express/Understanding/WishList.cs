namespace Agent.Express.Understanding;

/// <summary>The wishes of one message while it is read: where one ends and the next begins, and what was said of several.</summary>
internal sealed class WishList
{
    private readonly List<WishBuilder> _wishes = [];
    private WishKind _kind = WishKind.Add;

    public WishBuilder Current { get; private set; } = new(WishKind.Add);

    /// <summary>Counts that do not add up.</summary>
    public bool Unclear { get; private set; }

    public bool HasItems => _wishes.Exists(w => w.HasWords);

    public bool HasCount => _wishes.Exists(w => w.Quantity is not null);

    public bool HasOptions => _wishes.Exists(w => w.HasOptions);

    /// <summary>It was said for whom: a count, not a number in a list.</summary>
    public bool ForWhom => _wishes.Exists(w => w.ForWhom);

    public int? Ordinal => _wishes.Find(w => w.Ordinal is not null)?.Ordinal;

    public WishKind[] Kinds => [.. _wishes.Select(w => w.Kind)];

    public Wish[] Build() => [.. _wishes.Select(w => w.Build())];

    /// <param name="adding">What follows is added to something, perhaps to the item that was just named.</param>
    public void Start(WishKind kind, bool adding = false)
    {
        if (Current.HasWords || Current.Quantity is not null || Current.Reference is not null || Current.HasOptions) End();
        _kind = kind;
        Current.Kind = kind;
        Current.Adding = adding;
    }

    /// <summary>"A mango one": the wish is for what the wish before it is for.</summary>
    public void NameThing()
    {
        if (_wishes.FindLast(w => w.HasWords && w.Kind == WishKind.Add) is { } before) Current.AddThingOf(before);
    }

    public void End()
    {
        if (Current.IsEmpty) return;
        var last = _wishes.Count > 0 ? _wishes[^1] : null;
        if (Current is { Kind: WishKind.Swap, HasWords: false, Reference: null, Ordinal: null }) Current.Kind = WishKind.Set;
        if (Current.IsBare && last is not null && (Current.Quantity is null || last.Quantity is null) && last.Kind == Current.Kind)
        {
            last.Onto |= Current is { Adding: true, Quantity: null } && last is { HasWords: true, Quantity: null, Kind: WishKind.Add };
            last.Absorb(Current);
        }
        else
        {
            _wishes.Add(Current);
        }

        if (Current.Kind == WishKind.Swap || (_kind == WishKind.Add && Current.Kind != WishKind.Add)) _kind = WishKind.Add;
        Current = new(_kind);
    }

    /// <summary>Options that came before their item, or were said of all; counts that are parts or sums of others.</summary>
    public void Settle()
    {
        for (var i = 0; i + 1 < _wishes.Count; i++)
        {
            var wish = _wishes[i];
            if (!wish.IsBare || wish.Quantity is not null || !_wishes[i + 1].HasWords) continue;
            _wishes[i + 1].Absorb(wish);
            _wishes.RemoveAt(i--);
        }

        Sum();
        Split();
        SwapOptions();
        for (var i = _wishes.Count - 1; i > 0; i--)
        {
            if (_wishes[i].Reference != "all" || _wishes[i].HasWords || !_wishes[i].HasOptions || !HasItems) continue;
            foreach (var wish in _wishes)
                if (wish.HasWords && wish.Kind == WishKind.Add) wish.Absorb(_wishes[i]);
            _wishes.RemoveAt(i);
        }
    }

    /// <summary>"One tea for me, two for my kids" is three of it; with options of their own the two are a line of their own.</summary>
    private void Sum()
    {
        for (var i = 1; i < _wishes.Count; i++)
        {
            var (whole, part) = (_wishes[i - 1], _wishes[i]);
            if (!part.IsBare || !(part.ForWhom || whole.ForWhom) || part.Kind != whole.Kind || whole.Quantity is not > 0 || part.Quantity is not > 0 || whole.Quantity > int.MaxValue || part.Quantity > int.MaxValue) continue;
            if (part.HasOptions)
            {
                if (!whole.HasWords) continue;
                part.NameLike(whole);
                continue;
            }

            whole.Quantity += part.Quantity;
            _wishes.RemoveAt(i--);
        }
    }

    /// <summary>"Three, one with less ice" is two and one; where the counts do not add up, nothing is assumed.</summary>
    private void Split()
    {
        for (var i = 0; i < _wishes.Count; i++)
        {
            var part = _wishes[i];
            if (part.HasWords || part.Quantity is not { } count || part.Reference is not null || part.Kind != WishKind.Add || !HasItems) continue;
            var whole = _wishes.FindLastIndex(i, w => w.HasWords && w.Kind == WishKind.Add);
            if (whole >= 0 && count > 0 && _wishes[whole].Quantity > count && part.HasOptions)
            {
                _wishes[whole].Quantity -= count;
                part.NameLike(_wishes[whole]);
            }
            else
            {
                Unclear = true;
            }
        }
    }

    /// <summary>把拿铁换成大杯: only the option is replaced.</summary>
    private void SwapOptions()
    {
        for (var i = 0; i + 1 < _wishes.Count; i++)
        {
            if (_wishes[i].Kind != WishKind.Swap || _wishes[i + 1] is not { HasWords: false, Kind: WishKind.Add, Reference: null }) continue;
            _wishes[i].Kind = WishKind.Set;
            _wishes[i].Absorb(_wishes[i + 1]);
            _wishes.RemoveAt(i + 1);
        }
    }
}
