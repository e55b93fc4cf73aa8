using Agent.Plugins;
using Agent.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Agent.Planning;

/// <summary>Runs the functions that a chat client calls. Whatever goes wrong comes back as a <see cref="Refusal"/>.</summary>
internal sealed class FunctionRunner(FunctionCatalogue catalogue, ILogger<FunctionRunner> log)
{
    private const int LongestName = 64;

    /// <summary>Runs the calls at once and gives their results in order, typed. Beside one that is no record of ours stands its JSON.</summary>
    /// <param name="closed">A consent is open: nothing runs, and each is told so.</param>
    public async Task<FunctionResultContent[]> RunAsync(TurnScope scope, TurnFunctions functions, List<PlannedCall> calls, bool closed, CancellationToken cancellationToken)
    {
        foreach (var call in calls) await scope.ShowAsync(new ToolStarted(Short(call.Content.CallId), Short(call.Name), EventJson.Arguments(call.Arguments)));
        object[] results;
        if (calls.Count == 1) results = [await RunAsync(scope, functions, calls[0].Content, closed, cancellationToken)];
        else results = await Task.WhenAll(calls.Select(c => RunAsync(scope, functions, c.Content, closed, cancellationToken)));
        var contents = new FunctionResultContent[results.Length];
        for (var i = 0; i < results.Length; i++)
        {
            var call = calls[i].Content;
            var (told, json) = EventJson.Result(results[i]);
            contents[i] = new FunctionResultContent(call.CallId, results[i]) { RawRepresentation = json };
            var finished = new ToolFinished(Short(call.CallId), Short(call.Name), told);
            if (FunctionEffects.Of(call.Name) == Effect.Read) await scope.ShowAsync(finished);
            else await scope.StoreAsync(finished);
        }

        return contents;
    }

    private async Task<object> RunAsync(TurnScope scope, TurnFunctions functions, FunctionCallContent call, bool closed, CancellationToken cancellationToken)
    {
        if (closed) return new Refusal(RefusalCode.ConsentOpen) { Subject = call.Name };
        if (functions.Find(call.Name) is not { } function) return Unknown(call.Name);
        if (call.Exception is not null) return new Refusal(RefusalCode.CallInvalid) { Subject = call.Name, Detail = "The arguments are not a JSON object." };
        scope.Calls++;
        using var span = TurnSpan.Tool(scope.Context, call.Name, Short(call.CallId));
        if (scope.Route.RecordsContent) span.Set("gen_ai.tool.call.arguments", SpokenContent.Arguments(call));
        var result = await InvokeAsync(scope, function, call, span, cancellationToken);
        if (scope.Route.RecordsContent) span.Set("gen_ai.tool.call.result", SpokenContent.Result(result));
        return result;
    }

    private async Task<object> InvokeAsync(TurnScope scope, AIFunction function, FunctionCallContent call, TurnSpan span, CancellationToken cancellationToken)
    {
        try
        {
            var running = function.InvokeAsync(call.Arguments is null ? [] : new AIFunctionArguments(call.Arguments), cancellationToken).AsTask();
            var result = await running.WaitAsync(cancellationToken);
            return result ?? new Refusal(RefusalCode.Unavailable) { Subject = call.Name };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The turn ends; the stream of events still says how this call did.
            return new Refusal(RefusalCode.Unavailable) { Subject = call.Name };
        }
        catch (ShopException e)
        {
            log.LogWarning(e, "{Function} failed with {Code}", call.Name, e.Code);
            span.Fail(e.Code);
            return new Refusal(RefusalCode.Unavailable) { Subject = e.Subject ?? call.Name, Detail = e.Message };
        }
        catch (Exception e)
        {
            var id = scope.Context.Ids.Next("err");
            log.LogError(e, "{Function} failed; error {ErrorId}", call.Name, id);
            span.Fail("internal_error");
            return new Refusal(RefusalCode.Unavailable) { Subject = call.Name, ErrorId = id };
        }
    }

    // A known function that nobody registered is unavailable; any other name is a mistake.
    private Refusal Unknown(string name) =>
        FunctionEffects.Known.ContainsKey(name)
            ? new Refusal(RefusalCode.Unavailable) { Subject = name }
            : new Refusal(RefusalCode.CallInvalid) { Subject = Short(name), Detail = "There is no such function.", Choices = catalogue.Names };

    private static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName];
}
