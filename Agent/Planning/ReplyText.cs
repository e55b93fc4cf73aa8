using System.Text;
using Agent.Guarding;
using Agent.Plugins.Menu;
using Microsoft.Extensions.Logging;

namespace Agent.Planning;

/// <summary>The text of one turn, in segments between function calls. What a chat client says passes the guard; what is withdrawn is replaced by words that hold.</summary>
internal sealed class ReplyText(TurnScope scope, FallbackResponder words, int most, MenuNames names, GuardReport report, ILogger log)
{
    private readonly StringBuilder _text = new();
    private ReplyGuard? _guard;
    private int _segment;
    private int _length;
    private bool _withdrawn;
    private bool _explained;

    /// <summary>Whether anything was said that still stands.</summary>
    public bool Said { get; private set; }

    /// <summary>Whether the turn has said as much as it may.</summary>
    public bool Full => _length >= most;

    /// <summary>Text from a chat client.</summary>
    public async ValueTask WriteAsync(string text)
    {
        if (text.Length > most - _length) text = text[..(most - _length)];
        if (text.Length == 0 || _withdrawn) return;
        _length += text.Length;
        _guard ??= Guard(Repair);
        await PassAsync(_guard.Push(text));
    }

    /// <summary>The agent's own words, in a segment of their own.</summary>
    public async ValueTask SayAsync(string text)
    {
        await EndSegmentAsync();
        await ShowAsync(text);
        await EndSegmentAsync();
    }

    /// <summary>A model's words for what the agent can say as well: shown whole, or not at all.</summary>
    /// <returns>False where the guard keeps them back.</returns>
    public async ValueTask<bool> TrySayAsync(string text)
    {
        var guard = Guard(repair: null);
        guard.Push(text);
        guard.Finish();
        if (guard.Refused is { } figure) report.Add(figure.Kind, GuardAction.Withdrawn);
        else if (NoHands.Claims(text)) report.Add(GuardReport.Claim, GuardAction.Withdrawn);
        else if (ClaimsUndone(text)) report.Add(GuardReport.Deed, GuardAction.Withdrawn);
        else if (NamesOtherPlatform(text)) report.Add(FigureKind.Name, GuardAction.Withdrawn);
        else
        {
            await SayAsync(text);
            return true;
        }

        log.LogWarning("A model's words were not used, because the guard keeps them back");
        return false;
    }

    /// <returns>False where the segment was withdrawn.</returns>
    public async ValueTask<bool> EndSegmentAsync()
    {
        if (_guard is not null)
        {
            await PassAsync(_guard.Finish());
            if (!_withdrawn) await JudgeAsync(_text.ToString());
        }

        var stands = !_withdrawn;
        if (_text.Length > 0) _segment++;
        _text.Clear();
        (_guard, _withdrawn) = (null, false);
        return stands;
    }

    /// <summary>Takes back what the segment has said so far: who said it did not get to its end, and somebody else begins anew.</summary>
    public async ValueTask DiscardAsync(string reason)
    {
        if (_text.Length > 0)
        {
            await scope.ShowAsync(new TextDiscarded(_segment, reason));
            _segment++;
        }

        _text.Clear();
        (_guard, _withdrawn) = (null, false);
    }

    private ReplyGuard Guard(ReplyGuard.Repair? repair) => new(scope.Log.Memory.Figures, scope.Context.TimeZone, () => scope.Context.Now, names, repair);

    private async ValueTask PassAsync(string piece)
    {
        if (piece.Length > 0) await ShowAsync(piece);
        if (_guard?.Refused is not { } figure || _withdrawn) return;
        log.LogWarning("A figure without a source was withheld: {Kind} {Figure}", figure.Kind, figure.Text);
        report.Add(figure.Kind, GuardAction.Withdrawn);
        if (figure.Kind == FigureKind.Name) await WithdrawAsync("unsourced_name", "guard.withdrawn_name");
        else await WithdrawAsync("unsourced_figure", "guard.withdrawn");
    }

    /// <summary>What only a whole segment tells.</summary>
    private async ValueTask JudgeAsync(string text)
    {
        if (NoHands.Claims(text))
        {
            log.LogWarning("A claim of being unable to act was withdrawn");
            report.Add(GuardReport.Claim, GuardAction.Withdrawn);
            await WithdrawAsync("claims_inability", "guard.no_hands");
        }
        else if (ClaimsUndone(text))
        {
            log.LogWarning("A claim of something that nobody has done was withdrawn");
            report.Add(GuardReport.Deed, GuardAction.Withdrawn);
            await WithdrawAsync("claims_undone", "guard.withdrawn_deed");
        }
        else if (NamesOtherPlatform(text))
        {
            log.LogWarning("A platform without a source was withheld");
            report.Add(FigureKind.Name, GuardAction.Withdrawn);
            await WithdrawAsync("unsourced_name", "guard.withdrawn_name");
        }
    }

    /// <summary>Whether it says that something was paid, ordered or cancelled of which nobody knows.</summary>
    private bool ClaimsUndone(string text) => (DeedClaims.In(text, scope.Log.Memory.Deeds.HasOrders) & ~scope.Log.Memory.Deeds.Done) != Deed.None;

    private bool NamesOtherPlatform(string text) => PlatformNames.FindUnsourced(text, scope.Log.Memory.Figures, scope.Context.TimeZone) is not null;

    private string? Repair(Figure figure, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var fact = SourcedFacts.Find(figure, before, after, scope.Log.Memory.State(scope.Language, scope.Context.Now, []), scope.Context.TimeZone);
        if (fact is null) return null;
        log.LogWarning("A figure without a source was replaced: {Kind} {Figure} by {Fact}", figure.Kind, figure.Text, fact);
        report.Add(figure.Kind, GuardAction.Replaced);
        return fact;
    }

    private async ValueTask WithdrawAsync(string reason, string key)
    {
        await scope.ShowAsync(new TextDiscarded(_segment, reason));
        _segment++;
        _text.Clear();
        _withdrawn = true;
        if (_explained) return;
        _explained = true;
        await ShowAsync(words.Say(scope.Language, key));
    }

    private async ValueTask ShowAsync(string text)
    {
        await scope.ShowAsync(new TextDelta(_segment, _text.Length, text));
        _text.Append(text);
        Said = true;
    }
}
