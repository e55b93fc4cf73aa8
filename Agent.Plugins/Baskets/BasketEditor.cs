using Agent.Plugins.Storage;

namespace Agent.Plugins.Baskets;

/// <summary>Changes a conversation's basket: wholly or not at all, with a higher version.</summary>
public sealed class BasketEditor(StoreMenus menus, BasketViews views, IDatabase database)
{
    /// <summary>Makes all the changes, or none: the first that cannot be made refuses them all.</summary>
    public Task<Outcome<BasketView>> UpdateAsync(TurnContext turn, IReadOnlyList<BasketChange> changes, CancellationToken cancellationToken) =>
        ChangeAsync(turn, basket => new BasketChanges(turn, menus).ApplyAsync(basket, changes, cancellationToken), cancellationToken);

    /// <param name="change">What to make of the basket; called again when somebody else changed it meanwhile.</param>
    internal async Task<Outcome<BasketView>> ChangeAsync(TurnContext turn, Func<Basket, Task<Outcome<Basket>>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await database.ReadAsync(tx => BasketStore.Load(tx, turn.PersonId, turn.ConversationId), cancellationToken);
            var changed = await change(before);
            if (!changed.Succeeded) return changed.Refusal;
            var after = changed.Value with { Version = checked(before.Version + 1) };
            var view = await views.BuildAsync(turn, after, cancellationToken);
            if (!view.Succeeded || await database.WriteAsync(tx => SaveIfUnchanged(tx, turn, before.Version, after), cancellationToken)) return view;
        }
    }

    private static bool SaveIfUnchanged(ITransaction tx, TurnContext turn, int version, Basket basket)
    {
        if (BasketStore.Load(tx, turn.PersonId, turn.ConversationId).Version != version) return false;
        BasketStore.Save(tx, turn.PersonId, turn.ConversationId, basket);
        return true;
    }
}
