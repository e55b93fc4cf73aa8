using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agent.SemanticKernel;

/// <summary>One person in one conversation, for a planner that is not the agent's own. Whoever opens it says who the person is; no function takes an identity. Thread-safe.</summary>
public sealed class ShoppingSession : IDisposable
{
    private readonly IServiceProvider _services;
    private readonly FunctionCatalogue _catalogue;
    private readonly AgentSettings _settings;
    private readonly TimeProvider _clock;
    private readonly IdSource _ids;
    private readonly ILogger<ShoppingSession> _log;

    // What changes something runs alone, whatever the planner does at once.
    private readonly SemaphoreSlim _alone = new(1, 1);
    private volatile ConsentAsked? _asked;
    private volatile bool _closed;

    private ShoppingSession(IServiceProvider services, string personId, string conversationId)
    {
        _services = services;
        (PersonId, ConversationId) = (personId, conversationId);
        _catalogue = services.GetRequiredService<FunctionCatalogue>();
        _settings = services.GetRequiredService<AgentSettings>();
        _clock = services.GetRequiredService<TimeProvider>();
        _ids = services.GetRequiredService<IdSource>();
        _log = services.GetRequiredService<ILogger<ShoppingSession>>();
    }

    public string PersonId { get; }

    public string ConversationId { get; }

    /// <summary>Of the names in results. It may change from one message to the next.</summary>
    public Language Language { get; set; } = Language.English;

    /// <summary>The person's own; null for the agent's default.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>The question that was put last and that the person has not answered. Show it, and pass the answer on to <see cref="DecideAsync"/>; it is for nobody else to answer.</summary>
    public ConsentAsked? Asked => _asked;

    public bool IsOpen => !_closed;

    internal IReadOnlyList<AIFunction> Functions => [.. _catalogue.BindBare(Turn()).Tools.OfType<AIFunction>()];

    /// <param name="services">Those that <see cref="ServiceCollectionExtensions.AddShoppingAgent"/> was called on.</param>
    /// <param name="personId">Who the host knows the person to be.</param>
    public static ShoppingSession Open(IServiceProvider services, string personId, string conversationId)
    {
        ArgumentException.ThrowIfNullOrEmpty(personId);
        ArgumentException.ThrowIfNullOrEmpty(conversationId);
        return new ShoppingSession(services, personId, conversationId);
    }

    /// <summary>Takes the person's own yes or no, from a surface that the host trusts, and brings its effect as far as it goes now. The one way to pay: no function does.</summary>
    /// <param name="cancellationToken">Before the effect begins; never after.</param>
    /// <exception cref="ShopException">turn_running: the agent itself is busy in this conversation. Or what the storage says.</exception>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public async Task<ConsentOutcome> DecideAsync(string consentId, bool approved, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        ConsentOutcome? outcome = null;
        var decision = new ConsentDecision(PersonId, ConversationId, consentId, approved) { TimeZone = TimeZone };
        await foreach (var e in _services.GetRequiredService<ShoppingAgent>().RunAsync(decision, cancellationToken))
        {
            if (e is ConsentResolved resolved) outcome = resolved.Outcome;
            else if (e is TurnFailed failed && outcome is null) throw new ShopException(failed.Code, failed.Text);
        }

        if (_asked?.Consent.Id == consentId) _asked = null;
        return outcome ?? throw new InvalidOperationException("A decision ended without an outcome.");
    }

    /// <summary>Closes it: its functions refuse from here on. What they did stays.</summary>
    public void Dispose() => _closed = true;

    /// <summary>Runs a function as the person. Whatever goes wrong comes back as a <see cref="Refusal"/>.</summary>
    /// <returns>The result as the agent's own models read it.</returns>
    internal async Task<string> CallAsync(string function, AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var alone = FunctionEffects.Of(function) != Effect.Read;
        if (alone) await _alone.WaitAsync(cancellationToken);
        try
        {
            var result = await RunAsync(function, arguments, cancellationToken);
            if (result is ConsentAsked asked) _asked = asked;
            return ResultText.Of(result, Language);
        }
        finally
        {
            if (alone) _alone.Release();
        }
    }

    private async Task<object> RunAsync(string function, AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_settings.Limits.Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var bound = _catalogue.BindBare(Turn()).Find(function) ?? throw new InvalidOperationException($"{function} is no function of the agent.");
            return (await bound.InvokeAsync(arguments, either.Token))!;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            return new Refusal(RefusalCode.Unavailable) { Subject = function };
        }
        catch (ShopException e)
        {
            _log.LogWarning(e, "{Function} failed with {Code}", function, e.Code);
            return new Refusal(RefusalCode.Unavailable) { Subject = e.Subject ?? function, Detail = e.Message };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var id = _ids.Next("err");
            _log.LogError(e, "{Function} failed; error {ErrorId}", function, id);
            return new Refusal(RefusalCode.Unavailable) { Subject = function, ErrorId = id };
        }
    }

    private TurnContext Turn() => new()
    {
        PersonId = PersonId,
        ConversationId = ConversationId,
        TurnId = _ids.Next("trn"),
        Language = Language,
        TimeZone = TimeZone ?? _settings.TimeZone,
        Clock = _clock,
        Ids = _ids,
        DeadlineTimestamp = _clock.GetTimestamp() + (long)(_settings.Limits.Deadline.TotalSeconds * _clock.TimestampFrequency),
    };
}
